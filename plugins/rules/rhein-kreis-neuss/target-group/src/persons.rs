//! Places persons in stages.

use kreislotse_rule::target_group::{
    Date, Person, Placement, Reason, Request, Residence, RuleError,
};

use crate::{
    Why,
    parameters::{Known, Parameters},
};

/// Ages that the state programme, the youth migration service and the migration advice for adults serve.
const PROGRAMME_AGES: std::ops::RangeInclusive<i32> = 18..=27;
const JMD_AGES: std::ops::RangeInclusive<i32> = 12..=27;
const MBE_AGES: std::ops::RangeInclusive<i32> = 27..=35;

/// Children are minors.
const CHILD_AGE_MAX: i32 = 17;

pub(crate) fn classify(request: &Request) -> Result<Vec<Placement>, RuleError> {
    let rule = Classifier {
        parameters: Parameters::parse(&request.parameters)?,
        known: Known::find(request)?,
        as_of: &request.as_of,
    };
    let families = rule.core_families(&request.persons);
    let persons = request.persons.iter();
    Ok(persons
        .map(|person| rule.place(person, &families))
        .collect())
}

struct Classifier<'a> {
    parameters: Parameters,
    known: Known,
    as_of: &'a Date,
}

/// Where somebody stands, before it is turned into positions.
struct Stand {
    stage: Option<u16>,
    eligible: bool,
    why: Why,
}

impl Classifier<'_> {
    /// Numbers of the families with an adult of the core group, in order.
    fn core_families(&self, persons: &[Person]) -> Vec<u32> {
        let is_core = |person: &&Person| {
            let age = person.born.map(|born| born.age_on(self.as_of));
            person.family != 0
                && !person.child
                && age.is_some_and(|age| {
                    self.in_core_group(person, age) && self.served_first(person, age).is_none()
                })
        };
        let mut families: Vec<u32> = persons
            .iter()
            .filter(is_core)
            .map(|person| person.family)
            .collect();
        families.sort_unstable();
        families.dedup();
        families
    }

    /// Whether age and arrival are those of the core group.
    fn in_core_group(&self, person: &Person, age: i32) -> bool {
        let ages = self.parameters.core_age_from..=self.parameters.core_age_to;
        ages.contains(&age) && self.has_arrived(person)
    }

    fn has_arrived(&self, person: &Person) -> bool {
        if person.refugee {
            return true;
        }
        let recent = match (self.parameters.newly_arrived_months, person.arrived) {
            (None, _) => true,
            (Some(months), Some(arrived)) => arrived.plus_months(months).key() > self.as_of.key(),
            (Some(_), None) => false,
        };
        recent && person.residence != Residence::German
    }

    /// Which service goes first, in the order of the concept.
    fn served_first(&self, person: &Person, age: i32) -> Option<Why> {
        let served_by = |programme: u32| person.programmes & programme != 0;
        let tolerated = matches!(
            person.residence,
            Residence::Tolerated | Residence::AsylumSeeker
        );
        if tolerated && PROGRAMME_AGES.contains(&age) && served_by(self.known.durchstarten) {
            Some(Why::InProgramme)
        } else if JMD_AGES.contains(&age) && served_by(self.known.jmd) {
            Some(Why::ServedByJmd)
        } else if MBE_AGES.contains(&age) && served_by(self.known.mbe) {
            Some(Why::ServedByMbe)
        } else {
            None
        }
    }

    fn place(&self, person: &Person, core_families: &[u32]) -> Placement {
        let Some(age) = person.born.map(|born| born.age_on(self.as_of)) else {
            return placement(self.not_served(Why::AgeUnknown), person, 0);
        };
        let stand = match self.served_first(person, age) {
            Some(Why::InProgramme) => self.after_programme(person, age),
            Some(why) => self.not_served(why),
            None => self.by_group(person, age, core_families),
        };
        placement(stand, person, age)
    }

    /// Somebody in the state programme: stage 2, served when the programme is over and no other service goes first.
    fn after_programme(&self, person: &Person, age: i32) -> Stand {
        let over = self.parameters.programme_is_over(self.as_of);
        let mut others = *person;
        others.programmes &= !self.known.durchstarten;
        match self.served_first(&others, age) {
            Some(why) if over => self.not_served(why),
            _ => Stand {
                stage: Some(self.known.stage_2),
                eligible: over,
                why: if over {
                    Why::AfterProgramme
                } else {
                    Why::InProgramme
                },
            },
        }
    }

    fn by_group(&self, person: &Person, age: i32, core_families: &[u32]) -> Stand {
        let served = |stage: u16, why: Why| Stand {
            stage: Some(stage),
            eligible: true,
            why,
        };
        let is_core_child = person.child
            && age <= CHILD_AGE_MAX
            && core_families.binary_search(&person.family).is_ok();
        if self.in_core_group(person, age) {
            served(self.known.stage_1a, Why::Core)
        } else if is_core_child {
            served(self.known.stage_1a, Why::CoreChild)
        } else if person.special_need {
            served(self.known.stage_1b, Why::SpecialNeed)
        } else if person.good_chances {
            let begun = self.parameters.stage_3_has_begun(self.as_of);
            Stand {
                stage: Some(self.known.stage_3),
                eligible: begun,
                why: if begun {
                    Why::FurtherGroup
                } else {
                    Why::FurtherGroupLater
                },
            }
        } else if self.has_arrived(person) {
            self.not_served(Why::OtherAge)
        } else {
            self.not_served(Why::NotArrived)
        }
    }

    fn not_served(&self, why: Why) -> Stand {
        Stand {
            stage: None,
            eligible: false,
            why,
        }
    }
}

fn placement(stand: Stand, person: &Person, age: i32) -> Placement {
    Placement {
        stage: stand.stage,
        eligible: stand.eligible,
        reason: Reason::new(stand.why.code(), age, person.residence as i32),
        further: 0,
    }
}
