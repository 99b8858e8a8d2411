//! Tables whatever their columns: what they look like, their rows as values, and hashes that tell whether two databases say
//! the same, row by row, whichever kind they are.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, QueryResult, Statement, Value};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Database, Sql};
use crate::platform::hash::{hex, unhex};

/// Rows read at a time.
pub(super) const PAGE: usize = 1000;

const NAMES: Sql = Sql {
    sqlite: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    postgres: "SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename",
};
/// Name, type, place in the primary key from 1 on, or 0.
const COLUMNS: Sql = Sql {
    sqlite: "SELECT name, upper(type), pk FROM pragma_table_info($1) ORDER BY name",
    postgres: "SELECT a.attname::text, upper(format_type(a.atttypid, NULL))::text,
                      coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0)::bigint
               FROM pg_attribute a LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
               WHERE a.attrelid = quote_ident($1::text)::regclass AND a.attnum > 0 AND NOT a.attisdropped
               ORDER BY a.attname",
};
const PARENTS: Sql = Sql {
    sqlite: "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list($1) WHERE \"table\" <> $1",
    postgres: "SELECT DISTINCT p.relname::text FROM pg_constraint c JOIN pg_class p ON p.oid = c.confrelid
               WHERE c.contype = 'f' AND c.conrelid = quote_ident($1::text)::regclass AND c.confrelid <> c.conrelid",
};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A UUID of PostgreSQL; SQLite keeps its sixteen bytes.
    Id,
    Bytes,
    Text,
    Integer,
    Double,
    Boolean,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// What a table looks like.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) name: String,
    /// By name.
    pub(super) columns: Vec<Column>,
    /// Places of the columns of the primary key, in its order; of all columns where there is none.
    key: Vec<usize>,
    /// Whose rows its own point at.
    pub(super) parents: Vec<String>,
}

/// A value of a row. An id is its bytes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Null,
    Bytes(Vec<u8>),
    Text(String),
    Integer(i64),
    Double(f64),
    Boolean(bool),
}

/// Name, number of rows and SHA-256 of each table: equal on both kinds of database where the rows are equal.
///
/// A row is a line of JSON, its values in the order of the columns' names, bytes and ids in hexadecimal digits; rows stand in
/// the order of their keys, texts compared by their bytes.
///
/// # Errors
/// When the database refuses.
pub async fn hash_rows(database: &Database) -> Result<Vec<(String, usize, String)>, DbErr> {
    let mut hashes = Vec::new();
    for name in names(database).await? {
        let table = Table::of(database, &name).await?;
        let (rows, hash) = table.hash(database).await?;
        hashes.push((name, rows, hash));
    }
    Ok(hashes)
}

/// The names of all tables.
///
/// # Errors
/// When the database refuses.
pub async fn names(database: &Database) -> Result<Vec<String>, DbErr> {
    texts(&NAMES.all(database.reader(), vec![]).await?)
}

/// The rows of a table, a line of JSON each, in the order of their keys; bytes are in hexadecimal digits.
///
/// # Errors
/// When the database refuses.
pub async fn rows(database: &Database, table: &str) -> Result<Vec<String>, DbErr> {
    let table = Table::of(database, table).await?;
    let mut lines = Vec::new();
    table.each(database, None, &mut |row| lines.push(line(row))).await?;
    Ok(lines)
}

/// The columns of a table, by name.
///
/// # Errors
/// When the database refuses.
pub async fn columns(database: &Database, table: &str) -> Result<Vec<String>, DbErr> {
    let table = Table::of(database, table).await?;
    Ok(table.columns.into_iter().map(|column| column.name).collect())
}

impl Table {
    /// Looks it up in the database's own catalogue.
    pub(super) async fn of(database: &Database, name: &str) -> Result<Self, DbErr> {
        let (mut columns, mut key) = (Vec::new(), Vec::new());
        for row in COLUMNS.all(database.reader(), vec![name.into()]).await? {
            let (column, kind): (String, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let place: i64 = row.try_get_by_index(2)?;
            if place > 0 {
                key.push((place, columns.len()));
            }
            let kind = Kind::of(&kind).ok_or_else(|| DbErr::Type(format!("{name}.{column} is a {kind}")))?;
            columns.push(Column { name: column, kind });
        }
        key.sort_unstable();
        let mut key: Vec<usize> = key.into_iter().map(|(_, column)| column).collect();
        if key.is_empty() {
            key = (0..columns.len()).collect();
        }
        let parents = texts(&PARENTS.all(database.reader(), vec![name.into()]).await?)?;
        Ok(Self {
            name: name.to_owned(),
            columns,
            key,
            parents,
        })
    }

    /// The columns as a statement lists them.
    pub(super) fn list(&self) -> String {
        let names: Vec<String> = self.columns.iter().map(|column| quoted(&column.name)).collect();
        names.join(", ")
    }

    /// The values a row is found by.
    pub(super) fn key_of(&self, row: &[Cell]) -> Vec<Cell> {
        self.key.iter().filter_map(|column| row.get(*column).cloned()).collect()
    }

    /// A key that [`line`] wrote; nothing where it is of another table.
    pub(super) fn key_from(&self, line: &str) -> Option<Vec<Cell>> {
        let values: Vec<serde_json::Value> = serde_json::from_str(line).ok()?;
        if values.len() != self.key.len() {
            return None;
        }
        let columns = self.key.iter().map(|column| self.columns.get(*column));
        let kinds = columns.zip(&values);
        kinds
            .map(|(column, value)| Cell::from_json(value, column?.kind))
            .collect()
    }

    /// The rows behind a key, a page of them; fewer than a page are the last.
    pub(super) async fn page(&self, database: &Database, after: Option<&[Cell]>) -> Result<Vec<Vec<Cell>>, DbErr> {
        let backend = database.backend();
        let key: Vec<(&Column, String)> = self
            .key
            .iter()
            .filter_map(|column| self.columns.get(*column))
            .map(|column| (column, in_order(column, backend)))
            .collect();
        let order: Vec<&str> = key.iter().map(|(_, text)| text.as_str()).collect();
        let order = order.join(", ");
        let mut values = Vec::new();
        let behind = match after {
            None => String::new(),
            Some(after) => {
                values.extend(key.iter().zip(after).map(|((column, _), cell)| cell.value(column.kind)));
                let places: Vec<String> = (1..=values.len()).map(|place| format!("${place}")).collect();
                format!("WHERE ({order}) > ({})", places.join(", "))
            }
        };
        // The names come from the database's own catalogue.
        let text = format!(
            "SELECT {} FROM {} {behind} ORDER BY {order} LIMIT {PAGE}",
            self.list(),
            quoted(&self.name)
        );
        let statement = Statement::from_sql_and_values(backend, text, values);
        let found = database.reader().query_all_raw(statement).await?;
        found.iter().map(|row| self.row(row)).collect()
    }

    fn row(&self, row: &QueryResult) -> Result<Vec<Cell>, DbErr> {
        let columns = self.columns.iter().enumerate();
        columns
            .map(|(place, column)| Cell::of(row, place, column.kind))
            .collect()
    }

    /// Hands over each row behind a key.
    async fn each(
        &self,
        database: &Database,
        after: Option<Vec<Cell>>,
        told: &mut (dyn FnMut(&[Cell]) + Send),
    ) -> Result<(), DbErr> {
        let mut after = after;
        loop {
            let page = self.page(database, after.as_deref()).await?;
            page.iter().for_each(|row| told(row));
            match page.last() {
                Some(last) if page.len() == PAGE => after = Some(self.key_of(last)),
                _ => return Ok(()),
            }
        }
    }

    /// Number of rows, and their hash.
    pub(super) async fn hash(&self, database: &Database) -> Result<(usize, String), DbErr> {
        let (mut sha, mut rows) = (Sha256::new(), 0);
        let mut add = |row: &[Cell]| {
            rows += 1;
            sha.update(line(row));
            sha.update(b"\n");
        };
        self.each(database, None, &mut add).await?;
        Ok((rows, hex(&sha.finalize())))
    }
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "UUID" => Self::Id,
            "BYTEA" | "BLOB" => Self::Bytes,
            "TEXT" => Self::Text,
            "BIGINT" | "INTEGER" => Self::Integer,
            "DOUBLE PRECISION" | "DOUBLE" => Self::Double,
            "BOOLEAN" => Self::Boolean,
            _ => return None,
        })
    }
}

impl Cell {
    fn of(row: &QueryResult, place: usize, kind: Kind) -> Result<Self, DbErr> {
        let cell = match kind {
            Kind::Id => row
                .try_get_by_index::<Option<Uuid>>(place)?
                .map(|id| Self::Bytes(id.as_bytes().to_vec())),
            Kind::Bytes => row.try_get_by_index::<Option<Vec<u8>>>(place)?.map(Self::Bytes),
            Kind::Text => row.try_get_by_index::<Option<String>>(place)?.map(Self::Text),
            Kind::Integer => row.try_get_by_index::<Option<i64>>(place)?.map(Self::Integer),
            Kind::Double => row.try_get_by_index::<Option<f64>>(place)?.map(Self::Double),
            Kind::Boolean => row.try_get_by_index::<Option<bool>>(place)?.map(Self::Boolean),
        };
        Ok(cell.unwrap_or(Self::Null))
    }

    /// As a statement takes it for a column.
    pub(super) fn value(&self, kind: Kind) -> Value {
        match (self, kind) {
            (Self::Bytes(bytes), Kind::Id) => Uuid::from_slice(bytes).ok().into(),
            (Self::Bytes(bytes), _) => bytes.clone().into(),
            (Self::Text(text), _) => text.clone().into(),
            (Self::Integer(number), _) => (*number).into(),
            (Self::Double(number), _) => (*number).into(),
            (Self::Boolean(yes), _) => (*yes).into(),
            (Self::Null, Kind::Id) => None::<Uuid>.into(),
            (Self::Null, Kind::Bytes) => None::<Vec<u8>>.into(),
            (Self::Null, Kind::Text) => None::<String>.into(),
            (Self::Null, Kind::Integer) => None::<i64>.into(),
            (Self::Null, Kind::Double) => None::<f64>.into(),
            (Self::Null, Kind::Boolean) => None::<bool>.into(),
        }
    }

    fn json(&self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Bytes(bytes) => json!(hex(bytes)),
            Self::Text(text) => json!(text),
            Self::Integer(number) => json!(number),
            Self::Double(number) => json!(number),
            Self::Boolean(yes) => json!(yes),
        }
    }

    /// What [`line`] said of a column.
    fn from_json(value: &serde_json::Value, kind: Kind) -> Option<Self> {
        if value.is_null() {
            return Some(Self::Null);
        }
        Some(match kind {
            Kind::Id | Kind::Bytes => Self::Bytes(unhex(value.as_str()?)?),
            Kind::Text => Self::Text(value.as_str()?.to_owned()),
            Kind::Integer => Self::Integer(value.as_i64()?),
            Kind::Double => Self::Double(value.as_f64()?),
            Kind::Boolean => Self::Boolean(value.as_bool()?),
        })
    }
}

/// Values as a line of JSON.
pub(super) fn line(row: &[Cell]) -> String {
    serde_json::Value::from_iter(row.iter().map(Cell::json)).to_string()
}

/// A name of the database's own catalogue, as statements take any.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A column by which rows stand in order: texts by their bytes, which SQLite does and PostgreSQL has to be told.
fn in_order(column: &Column, backend: DbBackend) -> String {
    match (backend, column.kind) {
        (DbBackend::Postgres, Kind::Text) => format!("{} COLLATE \"C\"", quoted(&column.name)),
        _ => quoted(&column.name),
    }
}

fn texts(rows: &[QueryResult]) -> Result<Vec<String>, DbErr> {
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}
