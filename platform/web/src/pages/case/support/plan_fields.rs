//! The fields of a plan: as many goals and steps as somebody wants, without a script. What is empty
//! falls away, and buttons that add, remove or move a goal send the form and get it back.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::answer::Plan;
use crate::pages::forms::Form;

/// A button that changes the form instead of saving it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rearrange {
    /// Another goal at the end.
    AddGoal,
    /// Another step at the end of this goal's.
    AddStep(usize),
    /// Without this goal.
    RemoveGoal(usize),
    /// This goal before the one above it.
    RaiseGoal(usize),
}

impl Rearrange {
    /// What the button says; none for the one that saves.
    pub fn parse(action: &str) -> Option<Self> {
        if action == "add-goal" {
            return Some(Self::AddGoal);
        }
        let (what, index) = action.rsplit_once('-')?;
        let index = index.parse().ok()?;
        match what {
            "add-step" => Some(Self::AddStep(index)),
            "remove-goal" => Some(Self::RemoveGoal(index)),
            "raise-goal" => Some(Self::RaiseGoal(index)),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct StepValues {
    text: String,
    who: String,
    who_name: String,
    due_on: String,
    done_on: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct GoalValues {
    life_area: String,
    text: String,
    sign: String,
    due_on: String,
    steps: Vec<StepValues>,
}

/// What the fields of a plan hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PlanValues {
    goals: Vec<GoalValues>,
}

/// The names of a goal's fields.
pub(super) struct GoalFields {
    pub number: usize,
    pub index: usize,
    pub life_area: String,
    pub text: String,
    pub sign: String,
    pub due_on: String,
    pub steps: Vec<StepFields>,
}

/// The names of a step's fields.
pub(super) struct StepFields {
    pub number: usize,
    pub text: String,
    pub who: String,
    pub who_name: String,
    pub due_on: String,
    pub done_on: String,
}

impl PlanValues {
    /// What was sent, without goals and steps of which nothing was said.
    pub fn sent(values: &BTreeMap<String, String>) -> Self {
        let value = |name: String| values.get(&name).map_or("", |text| text.trim()).to_owned();
        // The places that were sent, in their order; a form has few fields, so this is short.
        let places = |prefix: &str| {
            let names = values.keys().filter_map(|name| name.strip_prefix(prefix));
            let places = names.filter_map(|rest| rest.split('.').next()?.parse().ok());
            places.collect::<BTreeSet<usize>>()
        };
        let step = |prefix: String| StepValues {
            text: value(format!("{prefix}.text")),
            who: value(format!("{prefix}.who")),
            who_name: value(format!("{prefix}.whoName")),
            due_on: value(format!("{prefix}.dueOn")),
            done_on: value(format!("{prefix}.doneOn")),
        };
        let goal = |prefix: String| {
            let steps = places(&format!("{prefix}.steps."))
                .into_iter()
                .map(|index| step(format!("{prefix}.steps.{index}")))
                .filter(|step| *step != StepValues::default());
            GoalValues {
                life_area: value(format!("{prefix}.lifeArea")),
                text: value(format!("{prefix}.text")),
                sign: value(format!("{prefix}.sign")),
                due_on: value(format!("{prefix}.dueOn")),
                steps: steps.collect(),
            }
        };
        let goals = places("goals.")
            .into_iter()
            .map(|index| goal(format!("goals.{index}")))
            .filter(|goal| *goal != GoalValues::default());
        Self {
            goals: goals.collect(),
        }
    }

    /// The goals and steps of a plan. Those of an agreed plan go into the next version as they
    /// stand; goals that were judged are left behind.
    pub fn of(plan: &Plan) -> Self {
        let day =
            |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let goals = plan.goals.iter().filter(|goal| goal.attainment.is_none());
        let goals = goals.map(|goal| GoalValues {
            life_area: goal.life_area.key.clone(),
            text: goal.text.clone(),
            sign: goal.sign.clone(),
            due_on: day(goal.due_on),
            steps: goal
                .steps
                .iter()
                .map(|step| StepValues {
                    text: step.text.clone(),
                    who: step.who.key.clone(),
                    who_name: step.who_name.clone(),
                    due_on: day(step.due_on),
                    done_on: day(step.done_on),
                })
                .collect(),
        });
        Self {
            goals: goals.collect(),
        }
    }

    /// The same after a button was pressed. A goal that is not there changes nothing.
    pub fn rearranged(mut self, how: Rearrange) -> Self {
        match how {
            Rearrange::AddGoal => self.goals.push(GoalValues::default()),
            Rearrange::AddStep(goal) => {
                if let Some(goal) = self.goals.get_mut(goal) {
                    goal.steps.push(StepValues::default());
                }
            }
            Rearrange::RemoveGoal(goal) if goal < self.goals.len() => {
                self.goals.remove(goal);
            }
            Rearrange::RaiseGoal(goal) if goal > 0 && goal < self.goals.len() => {
                self.goals.swap(goal - 1, goal);
            }
            Rearrange::RemoveGoal(_) | Rearrange::RaiseGoal(_) => {}
        }
        self
    }

    /// The same with an empty goal if there is none, and an empty step in each goal without any.
    pub fn with_room(mut self) -> Self {
        if self.goals.is_empty() {
            self.goals.push(GoalValues::default());
        }
        for goal in self.goals.iter_mut().filter(|goal| goal.steps.is_empty()) {
            goal.steps.push(StepValues::default());
        }
        self
    }

    /// The names of the fields.
    pub fn fields(&self) -> Vec<GoalFields> {
        let goals = self.goals.iter().enumerate();
        goals
            .map(|(index, goal)| goal_fields(index, goal.steps.len()))
            .collect()
    }

    /// The form with these values in place of those it had.
    pub fn filled(&self, form: Form) -> Form {
        let mut form = form.without_all("goals.");
        for (fields, goal) in self.fields().iter().zip(&self.goals) {
            for (name, value) in [
                (&fields.life_area, &goal.life_area),
                (&fields.text, &goal.text),
                (&fields.sign, &goal.sign),
                (&fields.due_on, &goal.due_on),
            ] {
                form = form.with(name, value);
            }
            for (fields, step) in fields.steps.iter().zip(&goal.steps) {
                for (name, value) in [
                    (&fields.text, &step.text),
                    (&fields.who, &step.who),
                    (&fields.who_name, &step.who_name),
                    (&fields.due_on, &step.due_on),
                    (&fields.done_on, &step.done_on),
                ] {
                    form = form.with(name, value);
                }
            }
        }
        form
    }

    /// What the schema takes.
    pub fn input(&self) -> Value {
        let step = |step: &StepValues| {
            json!({
                "text": step.text,
                "who": step.who,
                "whoName": step.who_name,
                "dueOn": step.due_on,
                "doneOn": step.done_on,
            })
        };
        let goal = |goal: &GoalValues| {
            json!({
                "lifeArea": goal.life_area,
                "text": goal.text,
                "sign": goal.sign,
                "dueOn": goal.due_on,
                "steps": goal.steps.iter().map(step).collect::<Vec<_>>(),
            })
        };
        self.goals.iter().map(goal).collect()
    }
}

fn goal_fields(index: usize, steps: usize) -> GoalFields {
    let name = |field: &str| format!("goals.{index}.{field}");
    let step = |step: usize| {
        let name = |field: &str| format!("goals.{index}.steps.{step}.{field}");
        StepFields {
            number: step + 1,
            text: name("text"),
            who: name("who"),
            who_name: name("whoName"),
            due_on: name("dueOn"),
            done_on: name("doneOn"),
        }
    };
    GoalFields {
        number: index + 1,
        index,
        life_area: name("lifeArea"),
        text: name("text"),
        sign: name("sign"),
        due_on: name("dueOn"),
        steps: (0..steps).map(step).collect(),
    }
}

impl GoalFields {
    /// All names of fields that are shown.
    pub fn names(&self) -> impl Iterator<Item = String> + '_ {
        let own = [&self.life_area, &self.text, &self.sign, &self.due_on];
        let of_steps = self
            .steps
            .iter()
            .flat_map(|step| [&step.text, &step.who, &step.who_name, &step.due_on]);
        own.into_iter().chain(of_steps).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> PlanValues {
        let pairs = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        PlanValues::sent(&pairs.collect())
    }

    fn texts(values: &PlanValues) -> Vec<(&str, Vec<&str>)> {
        values
            .goals
            .iter()
            .map(|goal| {
                let steps = goal.steps.iter().map(|step| step.text.as_str());
                (goal.text.as_str(), steps.collect())
            })
            .collect()
    }

    #[test]
    fn what_is_empty_falls_away_and_the_rest_keeps_its_order() {
        let values = sent(&[
            ("goals.0.text", "Wohnung"),
            ("goals.0.steps.0.text", " "),
            ("goals.0.steps.1.text", "Antrag"),
            ("goals.1.text", ""),
            ("goals.1.lifeArea", ""),
            ("goals.2.text", "Arbeit"),
            ("goals.10.text", "Kurs"),
            ("goals.4000000000.text", "weit weg"),
        ]);
        let expected = [
            ("Wohnung", vec!["Antrag"]),
            ("Arbeit", vec![]),
            ("Kurs", vec![]),
            ("weit weg", vec![]),
        ];
        assert_eq!(texts(&values), expected);
    }

    #[test]
    fn buttons_rearrange_and_what_is_not_there_changes_nothing() {
        let values = sent(&[("goals.0.text", "Wohnung"), ("goals.1.text", "Arbeit")]);
        let after = |action: &str| {
            let how = Rearrange::parse(action).expect("a button");
            let values = values.clone().rearranged(how);
            values
                .goals
                .into_iter()
                .map(|goal| (goal.text, goal.steps.len()))
                .collect::<Vec<_>>()
        };
        let goal = |text: &str, steps| (text.to_owned(), steps);
        assert_eq!(
            after("add-goal"),
            [goal("Wohnung", 0), goal("Arbeit", 0), goal("", 0)]
        );
        assert_eq!(after("add-step-1"), [goal("Wohnung", 0), goal("Arbeit", 1)]);
        assert_eq!(after("remove-goal-0"), [goal("Arbeit", 0)]);
        assert_eq!(
            after("raise-goal-1"),
            [goal("Arbeit", 0), goal("Wohnung", 0)]
        );
        for nothing in [
            "raise-goal-0",
            "raise-goal-2",
            "remove-goal-7",
            "add-step-9",
        ] {
            assert_eq!(
                after(nothing),
                [goal("Wohnung", 0), goal("Arbeit", 0)],
                "{nothing}"
            );
        }
        assert_eq!(Rearrange::parse("save"), None);
        assert_eq!(Rearrange::parse("remove-goal-x"), None);
    }

    #[test]
    fn a_form_that_comes_back_holds_what_was_sent_under_its_new_place() {
        let values = sent(&[
            ("goals.1.text", "Arbeit"),
            ("goals.1.steps.3.who", "client"),
        ]);
        let form = values.filled(Form::sample(&[]).with("goals.1.text", "Arbeit"));
        assert_eq!(form.value("goals.0.text"), "Arbeit");
        assert_eq!(form.value("goals.0.steps.0.who"), "client");
        assert_eq!(form.value("goals.1.text"), "");
        let sent_on = values.input();
        assert_eq!(sent_on[0]["steps"][0]["who"], "client");
    }
}
