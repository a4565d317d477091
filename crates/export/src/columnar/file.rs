//! One sheet as one file.

use std::sync::Arc;

use document::Meta;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use serde_json::{Value, json};

use super::layout::{Stored, Values, columns};
use crate::sheet::Sheet;

/// The bytes of the file; all rows in one group, since none of the tables is large.
pub(super) fn write(sheet: &Sheet, meta: &Meta) -> Result<Vec<u8>> {
    let columns = columns(sheet);
    let fields = columns.iter().map(field).collect::<Result<Vec<TypePtr>>>()?;
    let schema = Type::group_type_builder("table").with_fields(fields).build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("landlocked {}", meta.program))
        .set_key_value_metadata(Some(words_of(sheet, meta, &columns)))
        .build();
    let mut out = Vec::new();
    let mut file = SerializedFileWriter::new(&mut out, Arc::new(schema), Arc::new(properties))?;
    let mut group = file.next_row_group()?;
    for column in &columns {
        // There is a writer for each field, in their order.
        if let Some(mut writer) = group.next_column()? {
            fill(&mut writer, &column.values)?;
            writer.close()?;
        }
    }
    group.close()?;
    file.close()?;
    Ok(out)
}

fn field(column: &Stored) -> Result<TypePtr> {
    let (physical, logical) = match column.values {
        Values::Double(_) => (Physical::DOUBLE, None),
        Values::Long(_) => (Physical::INT64, None),
        Values::Year(_) => (Physical::INT32, None),
        Values::Day(_) => (Physical::INT32, Some(LogicalType::Date)),
        Values::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let field = Type::primitive_type_builder(&column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()?;
    Ok(Arc::new(field))
}

fn fill(writer: &mut SerializedColumnWriter<'_>, values: &Values) -> Result<()> {
    match values {
        Values::Double(list) => batch::<DoubleType, _>(writer, list, |value| *value),
        Values::Long(list) => batch::<Int64Type, _>(writer, list, |value| *value),
        Values::Year(list) | Values::Day(list) => batch::<Int32Type, _>(writer, list, |value| *value),
        Values::Text(list) => batch::<ByteArrayType, _>(writer, list, |text: &String| ByteArray::from(text.as_str())),
    }
}

/// Writes the values that are there, and for each row whether there is one.
fn batch<T: DataType, V>(
    writer: &mut SerializedColumnWriter<'_>,
    list: &[Option<V>],
    store: impl Fn(&V) -> T::T,
) -> Result<()> {
    let there: Vec<i16> = list.iter().map(|value| i16::from(value.is_some())).collect();
    let values: Vec<T::T> = list.iter().flatten().map(store).collect();
    writer.typed::<T>().write_batch(&values, Some(&there), None)?;
    Ok(())
}

fn words_of(sheet: &Sheet, meta: &Meta, columns: &[Stored]) -> Vec<KeyValue> {
    let columns: Vec<Value> = columns
        .iter()
        .map(|column| json!({"name": column.name, "heading": column.heading, "unit": column.unit, "kind": column.kind}))
        .collect();
    let sources: Vec<Value> =
        sheet.sources.iter().map(|source| json!({"id": source.id, "text": source.text, "url": source.url})).collect();
    let notes: Vec<&str> = sheet.remarks().collect();
    [
        ("id", sheet.id.clone()),
        ("title", sheet.title.clone()),
        ("subtitle", sheet.subtitle.clone()),
        ("as_of", meta.as_of.to_string()),
        ("case_sha256", meta.case_hash.clone()),
        ("columns", Value::from(columns).to_string()),
        ("sources", Value::from(sources).to_string()),
        ("notes", Value::from(notes).to_string()),
    ]
    .into_iter()
    .map(|(key, value)| KeyValue::new(key.to_owned(), value))
    .collect()
}
