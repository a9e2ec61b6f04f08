//! Lists that leave the platform as files.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use casework::{
    model::{ExportFormat, ExportedList},
    record_export,
};

use crate::{
    caller::county,
    errors::{Answer, UserError},
    input::InputReader,
};

/// A list that is about to be taken along.
#[derive(Debug, InputObject)]
pub struct ListExportInput {
    /// `cases`, `persons` or `findings`.
    list: String,
    /// `csv` or `xlsx`.
    format: String,
}

/// What writing down an export answers.
#[derive(SimpleObject)]
pub struct ListExportPayload {
    /// Problems with the input; nothing was written down.
    user_errors: Vec<UserError>,
}

/// Exports.
#[derive(Default)]
pub struct ExportMutation;

#[Object]
impl ExportMutation {
    /// Writes down that the viewer takes a list along as a file; the list itself is read by its own
    /// field, within the viewer's scope. Permission: list.export.
    async fn list_export(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ListExportInput,
    ) -> Result<ListExportPayload> {
        let context = county(ctx);
        let mut reader = InputReader::default();
        let list = reader.choice("list", &input.list, ExportedList::Cases);
        reader.choice("format", &input.format, ExportFormat::Csv);
        let recorded = match reader.finish(list) {
            Ok(list) => record_export(context, list).await,
            Err(failure) => Err(failure),
        };
        let user_errors = recorded.or_user_errors(context.locale())?.err();
        Ok(ListExportPayload {
            user_errors: user_errors.unwrap_or_default(),
        })
    }
}
