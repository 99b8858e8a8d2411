//! Many rows at a time, with statements whose text is always the same, so that a database prepares each once. SQLite gets rows
//! side by side in powers of two; PostgreSQL gets a list a column, which costs it a tenth of planning a thousand rows of values.

use sea_orm::sea_query::ArrayType;
use sea_orm::{
    ColumnTrait, ColumnType, ConnectionTrait, DbBackend, DbErr, EntityTrait, IdenStatic, Iterable, ModelTrait,
    Statement, Value,
};
use uuid::Uuid;

use super::{Sql, Tx};

/// Rows a statement of SQLite inserts at most.
const ROWS: usize = 64;

/// What is done where a row with the same key is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    /// Every other column is replaced.
    Replace,
    /// The row that is there stays.
    Keep,
}

/// Inserts rows; `key` is what they meet by.
///
/// # Errors
/// When the database refuses.
pub async fn insert<E>(tx: &Tx, models: &[E::Model], key: &[E::Column], meeting: Meeting) -> Result<(), DbErr>
where
    E: EntityTrait,
    E::Model: ModelTrait<Entity = E>,
{
    if models.is_empty() {
        return Ok(());
    }
    let (db, columns) = (tx.connection(), E::Column::iter().collect::<Vec<_>>());
    let tail = conflict(&columns, key, meeting);
    let table = E::default().as_str();
    if tx.backend() == DbBackend::Postgres {
        let (text, values) = lists(table, &columns, models, &tail);
        db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, text, values))
            .await?;
        return Ok(());
    }
    let mut rest = models;
    while !rest.is_empty() {
        // The largest power of two that fits: seven texts a table, whatever the number of rows.
        let (now, later) = rest.split_at(ROWS.min(1 << rest.len().ilog2()));
        let values = now
            .iter()
            .flat_map(|model| columns.iter().map(|column| model.get(*column)));
        let text = side_by_side(table, &columns, now.len(), &tail);
        db.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, text, values))
            .await?;
        rest = later;
    }
    Ok(())
}

fn names<C: ColumnTrait>(columns: &[C]) -> String {
    let names: Vec<&str> = columns.iter().map(IdenStatic::as_str).collect();
    names.join(", ")
}

fn conflict<C: ColumnTrait>(columns: &[C], key: &[C], meeting: Meeting) -> String {
    let met = names(key);
    if meeting == Meeting::Keep {
        return format!(" ON CONFLICT ({met}) DO NOTHING");
    }
    let is_key = |column: &&C| key.iter().any(|part| part.as_str() == column.as_str());
    let replaced: Vec<String> = columns
        .iter()
        .filter(|column| !is_key(column))
        .map(|column| format!("{0} = excluded.{0}", column.as_str()))
        .collect();
    format!(" ON CONFLICT ({met}) DO UPDATE SET {}", replaced.join(", "))
}

fn side_by_side<C: ColumnTrait>(table: &str, columns: &[C], rows: usize, tail: &str) -> String {
    let one = format!("({})", vec!["?"; columns.len()].join(","));
    let all = vec![one.as_str(); rows].join(",");
    format!("INSERT INTO {table} ({}) VALUES {all}{tail}", names(columns))
}

/// The statement of PostgreSQL and a list of values for each column. A list holds no nulls, so where one may stand a value that
/// nothing has (an empty text, the least of numbers) stands for it.
fn lists<C, M>(table: &str, columns: &[C], models: &[M], tail: &str) -> (String, Vec<Value>)
where
    C: ColumnTrait,
    M: ModelTrait,
    M::Entity: EntityTrait<Column = C>,
{
    let (mut types, mut chosen, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for (place, column) in (1..).zip(columns) {
        let (name, kind) = (column.as_str(), List::of(&column.def().get_column_type().clone()));
        types.push(format!("${place}::{}[]", kind.name));
        chosen.push(match kind.nothing_text {
            Some(nothing) if column.def().is_null() => format!("NULLIF({name}, {nothing})"),
            _ => name.to_owned(),
        });
        let list = models.iter().map(|model| kind.full(model.get(*column))).collect();
        values.push(Value::Array(kind.array, Some(Box::new(list))));
    }
    let (names, chosen, types) = (names(columns), chosen.join(", "), types.join(", "));
    let text = format!("INSERT INTO {table} ({names}) SELECT {chosen} FROM UNNEST({types}) AS r ({names}){tail}");
    (text, values)
}

/// How a column's values go into a list.
struct List {
    array: ArrayType,
    name: &'static str,
    /// What stands for null, in SQL and as a value.
    nothing_text: Option<&'static str>,
    nothing: Value,
}

impl List {
    fn of(kind: &ColumnType) -> Self {
        let (array, name, nothing_text, nothing) = match kind {
            ColumnType::Uuid => (
                ArrayType::Uuid,
                "uuid",
                Some("'00000000-0000-0000-0000-000000000000'"),
                Uuid::nil().into(),
            ),
            ColumnType::BigInteger => (
                ArrayType::BigInt,
                "bigint",
                Some("(-9223372036854775808)::bigint"),
                i64::MIN.into(),
            ),
            ColumnType::Double => (ArrayType::Double, "double precision", Some("'NaN'"), f64::NAN.into()),
            ColumnType::Boolean => (ArrayType::Bool, "boolean", None, false.into()),
            ColumnType::Binary(_) | ColumnType::VarBinary(_) | ColumnType::Blob => {
                (ArrayType::Bytes, "bytea", Some("''"), Vec::<u8>::new().into())
            }
            _ => (ArrayType::String, "text", Some("''"), String::new().into()),
        };
        Self {
            array,
            name,
            nothing_text,
            nothing,
        }
    }

    fn full(&self, value: Value) -> Value {
        if value == value.as_null() {
            self.nothing.clone()
        } else {
            value
        }
    }
}

/// A list of texts as one value of a statement: `unnest($1::text[])` on PostgreSQL, `json_each($1)` on SQLite.
#[must_use]
pub fn texts<'a>(backend: DbBackend, texts: impl Iterator<Item = &'a str>) -> Value {
    if backend == DbBackend::Postgres {
        let list = texts.map(Value::from).collect();
        return Value::Array(ArrayType::String, Some(Box::new(list)));
    }
    serde_json::Value::from_iter(texts).to_string().into()
}

/// A list of ids as one value: `unnest($1::uuid[])` on PostgreSQL; on SQLite `unhex(value)` of `json_each($1)`.
#[must_use]
pub fn ids(backend: DbBackend, ids: impl Iterator<Item = Uuid>) -> Value {
    if backend == DbBackend::Postgres {
        let list = ids.map(Value::from).collect();
        return Value::Array(ArrayType::Uuid, Some(Box::new(list)));
    }
    let hex = ids.map(|id| id.simple().to_string());
    serde_json::Value::from_iter(hex).to_string().into()
}

/// Looks rows up by their keys for the rest of this transaction, whatever the planner thinks: in a bulk load its figures are
/// those of tables that were empty a minute ago, and it would read all of them for each batch.
///
/// # Errors
/// When the database refuses.
pub async fn by_keys(tx: &Tx) -> Result<(), DbErr> {
    const KEYS: Sql = Sql::both(
        "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
                set_config('enable_mergejoin', 'off', true)",
    );
    if tx.backend() == DbBackend::Postgres {
        KEYS.one(tx.connection(), vec![]).await?;
    }
    Ok(())
}
