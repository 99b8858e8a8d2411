//! The official number of a cell, or what is wrong with it.

use identifiers::{Identifier, Reason, Scheme, parse};

use crate::chamber_files::model::Column;

/// The number a cell of that column holds, as the company's.
///
/// # Errors
/// What is wrong with it, for the kind of number it comes nearest to.
pub(super) fn number(column: Column, typed: &str) -> Result<Identifier, (Scheme, Reason)> {
    let schemes: &[Scheme] = match column {
        Column::Siren => &[Scheme::FrSiren, Scheme::FrSiret],
        Column::Kbo => &[Scheme::BeEnterprise],
        Column::LuRcs => &[Scheme::LuRcs],
        Column::DeRegister => &[Scheme::DeRegister],
        Column::Lei => &[Scheme::Lei],
        Column::Vat => of_country(typed),
        _ => &Scheme::ALL,
    };
    // Spreadsheets take the zero away that a Belgian number begins with.
    let padded = format!("0{typed}");
    let typed = if column == Column::Kbo && typed.len() == 9 {
        &padded
    } else {
        typed
    };
    let mut nearest: Option<(Scheme, Reason)> = None;
    for scheme in schemes {
        match parse(*scheme, typed) {
            Ok(id) => return Ok(of_company(id)),
            Err(reason) if nearest.is_none_or(|(_, old)| rank(reason) < rank(old)) => nearest = Some((*scheme, reason)),
            Err(_) => {}
        }
    }
    Err(nearest.unwrap_or((Scheme::Euid, Reason::Empty)))
}

/// The VAT numbers a text can be. Its country goes first: two letters may begin a French number without its country as well.
fn of_country(typed: &str) -> &'static [Scheme] {
    let country: String = typed.trim_start().chars().take(2).collect();
    match country.to_ascii_uppercase().as_str() {
        "FR" => &[Scheme::FrVat],
        "BE" => &[Scheme::BeVat],
        "LU" => &[Scheme::LuVat],
        "DE" => &[Scheme::DeVat],
        _ => &[Scheme::FrVat, Scheme::BeVat, Scheme::LuVat, Scheme::DeVat],
    }
}

/// A SIRET names an establishment; its first nine digits are the company's.
fn of_company(id: Identifier) -> Identifier {
    let siren = (id.scheme() == Scheme::FrSiret)
        .then(|| identifiers::bridge(&id, Scheme::FrSiren))
        .flatten();
    siren.unwrap_or(id)
}

/// Which of several reasons tells most: a wrong check digit means that all the rest fits.
fn rank(reason: Reason) -> usize {
    match reason {
        Reason::CheckDigit | Reason::Placeholder => 0,
        Reason::MissingCourt | Reason::UnknownCourt | Reason::Number => 5,
        Reason::Length { expected, found } => 10 + expected.abs_diff(found),
        Reason::Prefix { .. } => 40,
        _ => 50,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_cell_holds() {
        for (column, typed, expected) in [
            (Column::Siren, "303 265 045", Ok(("fr_siren", "303265045"))),
            (Column::Siren, "303 265 045 00011", Ok(("fr_siren", "303265045"))),
            (
                Column::Siren,
                "303 265 045 00012",
                Err((Scheme::FrSiret, Reason::CheckDigit)),
            ),
            (Column::Siren, "303265046", Err((Scheme::FrSiren, Reason::CheckDigit))),
            (Column::Kbo, "0203.201.340", Ok(("be_enterprise", "0203201340"))),
            (Column::Kbo, "203201340", Ok(("be_enterprise", "0203201340"))),
            (
                Column::DeRegister,
                "HRB 2940",
                Err((Scheme::DeRegister, Reason::MissingCourt)),
            ),
            (Column::Vat, "FR 40 303 265 045", Ok(("fr_vat", "40303265045"))),
            (Column::Vat, "DE 136695977", Err((Scheme::DeVat, Reason::CheckDigit))),
            (Column::LuRcs, "B 82.454", Ok(("lu_rcs", "B82454"))),
        ] {
            let found = number(column, typed);
            let found = found.as_ref().map(|id| (id.scheme().code(), id.canonical()));
            assert_eq!(found.map_err(|fault| *fault), expected, "{typed}");
        }
    }
}
