//! The fields of the inverted index. Whatever is counted, filtered or sorted by is packed into
//! one stored record a document and unpacked into columns when a segment is opened, so that a
//! query scans plain arrays instead of looking values up one by one.

use tantivy::Index;
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TextAnalyzer;

use crate::tokens::{CodeTokenizer, TextTokenizer};

/// The fields by what they are.
#[derive(Clone, Copy)]
pub(crate) struct Fields {
    /// The id, for replacing and deleting.
    pub id: Field,
    /// The packed record.
    pub record: Field,
    /// Searched text, in the order of [`crate::answer::Field::ALL`].
    pub text: [Field; 4],
}

/// The schema and its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let text = |tokenizer: &str| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                // No positions: phrases are not asked for.
                .set_index_option(IndexRecordOption::WithFreqs),
        )
    };
    let mut builder = Schema::builder();
    let id = builder.add_bytes_field("id", tantivy::schema::INDEXED);
    let record = builder.add_bytes_field("record", STORED);
    let text = [
        builder.add_text_field("names", text("words")),
        builder.add_text_field("places", text("words")),
        builder.add_text_field("codes", text("codes")),
        builder.add_text_field("texts", text("words")),
    ];
    (builder.build(), Fields { id, record, text })
}

/// Makes the tokenizers known to an index.
pub(crate) fn register(index: &Index) {
    index.tokenizers().register("words", TextAnalyzer::from(TextTokenizer));
    index.tokenizers().register("codes", TextAnalyzer::from(CodeTokenizer));
}
