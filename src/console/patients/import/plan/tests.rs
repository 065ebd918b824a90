//! What a spreadsheet would change, for files as spreadsheets save them.

mod files;

use super::*;
use crate::console::patients::import::cells::DayTrouble;
use crate::console::patients::import::columns::guess;
use crate::console::patients::phones::Trouble;
use crate::domain::testkit::{Surgery, practice};

/// Two clinicians, and four rows: Rosa Diaz, Zoë Ødegård with a code, Tom Hale twice.
fn surgery() -> Surgery {
    practice()
        .clinician("okafor", |one| one)
        .clinician("lindqvist", |one| one)
        .back_lines(1)
        .patient("Rosa Diaz", "okafor", "+447700900456", |grant| {
            grant.urgent()
        })
        .patient(
            "Zoë Ødegård",
            "okafor",
            "+447700900457;+441632960457",
            |grant| grant.code("012345").language("fr-FR").until("2027-01-31"),
        )
        .patient("Tom Hale", "lindqvist", "+447700900458", |grant| grant)
        .patient("Tom Hale", "lindqvist", "+447700900459", |grant| grant)
        .build()
}

struct Reading {
    table: Table,
    choice: Choice,
    surgery: Surgery,
}

impl Reading {
    fn of(bytes: &[u8]) -> Self {
        let table = Table::read(bytes).unwrap();
        let choice = Choice::new(&guess(&table));
        Reading {
            table,
            choice,
            surgery: surgery(),
        }
    }

    fn plan(&self) -> Plan {
        let guard = Guard::new(&self.surgery.clinicians);
        Plan::new(&self.table, &self.choice, &self.surgery, &guard)
    }
}

fn plan(csv: &str) -> Plan {
    Reading::of(csv.as_bytes()).plan()
}

/// Row by row what is refused.
fn refused(plan: &Plan) -> Vec<(u32, Reason)> {
    let rows = plan.refused.iter();
    rows.flat_map(|row| {
        row.reasons
            .iter()
            .map(move |reason| (row.number, reason.clone()))
    })
    .collect()
}

fn counts(plan: &Plan) -> (usize, usize, usize, usize, usize) {
    (
        plan.added.len(),
        plan.changed.len(),
        plan.unchanged,
        plan.removed.len(),
        plan.refused.len(),
    )
}

#[test]
fn rows_are_added_changed_or_as_they_were() {
    let plan = plan(
        "Phone,Name,Clinician,Urgent\n\
         07700 900456,rosa diaz,okafor,no\n\
         07700 900457; 01632 960457,Zoë Ødegård,okafor,\n\
         +44 7700 900460,Ann Lee,lindqvist,yes\n",
    );
    assert_eq!(counts(&plan), (1, 1, 1, 0, 0));
    let rosa = &plan.changed[0];
    assert_eq!(
        (&*rosa.grant.name, rosa.grant.urgent, rosa.number),
        ("rosa diaz", false, 2)
    );
    let ann = &plan.added[0].grant;
    assert_eq!(
        (&*ann.name, ann.clinician.as_str(), ann.urgent),
        ("Ann Lee", "lindqvist", true)
    );
}

#[test]
fn what_a_file_has_no_column_for_stays() {
    let plan = plan("phone,name,clinician,until\n07700900457,Zoe Odegard,okafor,28.02.2027\n");
    let zoe = &plan.changed[0].grant;
    assert_eq!(zoe.code.as_ref().unwrap().on_card(), "012345");
    assert_eq!(zoe.language.unwrap().to_string(), "fr-FR");
    assert_eq!(zoe.until.unwrap().to_string(), "2027-02-28");
    // Its phone column lacks the second phone: that is said and done.
    assert_eq!(zoe.phones.len(), 1);
}

#[test]
fn rows_that_are_not_in_the_file_stay_unless_it_replaces_the_list() {
    let mut reading = Reading::of(b"phone,name,clinician\n07700900456,Rosa Diaz,okafor\n");
    assert_eq!(counts(&reading.plan()), (0, 0, 1, 0, 0));
    assert!(reading.plan().change().is_none());
    reading.choice.replaces = true;
    let plan = reading.plan();
    assert_eq!(counts(&plan), (0, 0, 1, 3, 0));
    assert!(matches!(plan.change(), Some(Change::Patients { removed, .. }) if removed.len() == 3));
}

#[test]
fn a_refused_row_holds_the_others_up_only_where_that_is_asked_for() {
    let file = b"phone,name,clinician\n07700900460,Ann Lee,okafor\n4.47E+11,Bob Lee,okafor\n";
    let mut reading = Reading::of(file);
    let good = reading.plan();
    assert_eq!(counts(&good), (1, 0, 0, 0, 1));
    assert!(matches!(good.change(), Some(Change::Patients { added, .. }) if added.len() == 1));
    reading.choice.all_or_nothing = true;
    assert!(reading.plan().is_stopped && reading.plan().change().is_none());
    reading.choice.all_or_nothing = false;
    reading.choice.replaces = true;
    assert!(reading.plan().is_stopped && reading.plan().change().is_none());
}

#[test]
fn each_mistake_is_told_with_its_row() {
    let plan = plan(
        "phone,name,clinician,from,until,urgent,language,code\n\
         ,No Phone,okafor,,,,,\n\
         07700 900460,,okafor,,,,,\n\
         07700 900461,No Clinician,,,,,,\n\
         07700 900462,Wrong,smith,,,,,\n\
         \n\
         07700 900463,Days,okafor,31.02.2026,soon,,,\n\
         07700 900464,Order,okafor,2027-01-01,2026-01-01,,,\n\
         07700 900465,Odd,okafor,,,perhaps,Klingon,12\n\
         07700 900466,Wide,okafor,,,,,,surplus\n\
         07700 900700,Clinician,lindqvist,,,,,\n",
    );
    let cell = str::to_owned;
    let expected = vec![
        (2, Reason::Phone(Trouble::Missing)),
        (3, Reason::NoName),
        (4, Reason::NoClinician),
        (5, Reason::UnknownClinician(cell("smith"))),
        (
            7,
            Reason::Day(Column::From, DayTrouble::NoSuchDay, cell("31.02.2026")),
        ),
        (
            7,
            Reason::Day(Column::Until, DayTrouble::NotADay, cell("soon")),
        ),
        (8, Reason::Order),
        (9, Reason::YesNo(cell("perhaps"))),
        (9, Reason::Language(cell("Klingon"))),
        (9, Reason::Code),
        (10, Reason::TooWide),
        (11, Reason::Phone(Trouble::Ours)),
    ];
    assert_eq!(refused(&plan), expected);
    assert_eq!(counts(&plan), (0, 0, 0, 0, 9));
}

#[test]
fn a_clinicians_number_in_any_cell_is_refused_and_not_shown() {
    let plan = plan(
        "phone,name,clinician,until\n\
         07700 900460,Rosa 07700 900700,okafor,\n\
         07700 900461,Ann,07700900710,\n\
         07700 900462,Bob,okafor,07700 900 710\n",
    );
    assert_eq!(counts(&plan), (0, 0, 0, 0, 3));
    let told = format!("{:?}", plan.refused);
    assert!(
        !told.contains("900700") && !told.contains("900710") && !told.contains("900 710"),
        "{told}"
    );
}

#[test]
fn one_patient_twice_in_a_file_is_refused_the_second_time() {
    let plan = plan(
        "phone,name,clinician\n\
         07700900460,Ann Lee,okafor\n\
         07700900461;07700900460,ANN LEE,okafor\n\
         07700900456,Rosa Diaz,okafor\n\
         07700900456,rosa diaz,okafor\n\
         07700900460,Ann Lee,lindqvist\n\
         07700900460,Bob Lee,okafor\n",
    );
    assert_eq!(
        refused(&plan),
        [(3, Reason::Twice(2)), (5, Reason::Twice(4))]
    );
    assert_eq!(plan.added.len(), 3);
}

#[test]
fn a_row_that_may_be_two_patients_of_the_list_is_refused() {
    let plan =
        plan("phone,name,clinician\n07700900460;07700900459;07700900458,tom hale,lindqvist\n");
    assert_eq!(refused(&plan), [(2, Reason::TwoRows)]);
}

#[test]
fn a_new_patient_with_a_known_phone_is_pointed_out() {
    let plan = plan(
        "phone,name,clinician\n07700900456,Rosa Diaz-Lee,okafor\n07700900456,Rosa Diaz-Lee,lindqvist\n",
    );
    let rosa = surgery().patients.iter().next().unwrap().id;
    assert_eq!(plan.added[0].like, Some(rosa));
    assert_eq!(plan.added[1].like, None);
}

#[test]
fn one_code_does_not_open_two_households() {
    let plan = plan(
        "phone,name,clinician,code\n\
         07700900460,Taken,okafor,'012345\n\
         07700900461,First,okafor,482163\n\
         07700900462,Second,okafor,482163\n\
         07700900461,Same household,okafor,482163\n\
         07700900463,Elsewhere,lindqvist,482163\n",
    );
    assert_eq!(
        refused(&plan),
        [(2, Reason::CodeTaken), (4, Reason::CodeTaken)]
    );
}

#[test]
fn a_code_whose_zero_a_spreadsheet_took_is_known_or_refused() {
    let plan = plan(
        "phone,name,clinician,code\n\
         07700900457;01632960457,Zoë Ødegård,okafor,12345\n\
         07700900461,Ann,okafor,482163\n\
         07700900462,Bob,okafor,482164\n\
         07700900463,Cid,okafor,48216\n\
         07700900464,Dan,okafor,'48217\n",
    );
    assert_eq!(refused(&plan), [(5, Reason::ShortCode)]);
    assert_eq!((plan.unchanged, plan.added.len()), (1, 3));
}

#[test]
fn dates_that_speak_against_the_countrys_order_are_asked_about() {
    let rows = "phone,name,clinician,until\n07700900460,Ann,okafor,01/11/2026\n07700900461,Bob,okafor,11/25/2026\n";
    let mut reading = Reading::of(rows.as_bytes());
    let asked = reading.plan();
    assert!(asked.asks_for_order);
    assert_eq!(
        refused(&asked),
        [
            (
                2,
                Reason::Day(
                    Column::Until,
                    DayTrouble::Ambiguous,
                    "01/11/2026".to_owned()
                )
            ),
            (
                3,
                Reason::Day(
                    Column::Until,
                    DayTrouble::Ambiguous,
                    "11/25/2026".to_owned()
                )
            ),
        ]
    );
    reading.choice.order = Some(Order::MonthFirst);
    let plan = reading.plan();
    assert_eq!(plan.added[0].grant.until.unwrap().to_string(), "2026-01-11");
    assert_eq!(plan.added[1].grant.until.unwrap().to_string(), "2026-11-25");
    let usual = Reading::of(rows.replace("11/25", "25/11").as_bytes()).plan();
    assert!(!usual.asks_for_order);
    assert_eq!(
        usual.added[0].grant.until.unwrap().to_string(),
        "2026-11-01"
    );
}

#[test]
fn a_country_that_writes_both_orders_is_asked_unless_the_file_tells() {
    let mut reading =
        Reading::of(b"phone,name,clinician,until\n+447700900460,Ann,okafor,01/11/2026\n");
    reading.surgery.0.country = "CA".to_owned();
    assert!(reading.plan().asks_for_order);
    let mut telling = Reading::of(b"phone,name,clinician,until\n+447700900460,Ann,okafor,01/11/2026\n+447700900461,Bob,okafor,13/11/2026\n");
    telling.surgery.0.country = "CA".to_owned();
    assert_eq!(
        telling.plan().added[0].grant.until.unwrap().to_string(),
        "2026-11-01"
    );
}

#[test]
fn clinicians_are_known_by_their_names_and_one_may_be_chosen_for_all() {
    let name = surgery().clinician("okafor").name.clone();
    let plan = plan(&format!(
        "phone,name,clinician\n07700900460,Ann,{}\n07700900461,Bob,OKAFOR\n",
        name.to_uppercase()
    ));
    assert_eq!(plan.added.len(), 2);
    let mut reading = Reading::of(b"phone,name\n07700900460,Ann\n");
    assert!(!reading.choice.is_complete());
    reading.choice.clinician = ClinicianId::new("lindqvist");
    assert!(reading.choice.is_complete());
    assert_eq!(
        reading.plan().added[0].grant.clinician.as_str(),
        "lindqvist"
    );
}

#[test]
fn a_name_that_lost_a_letter_is_refused() {
    let plan = plan(
        "phone,name,clinician\n07700900460,?ukasz Lee,okafor\n07700900457,Zo? Ødegård,okafor\n",
    );
    assert_eq!(
        refused(&plan),
        [(2, Reason::LostLetter), (3, Reason::LostLetter)]
    );
}

#[test]
fn a_torn_row_does_not_swallow_those_behind_it() {
    let plan = plan(
        "phone,name,clinician\n07700900460,\"Ann,okafor\n07700900461,Bob,okafor\n07700900462,\"Cid \"\"C\"\" Lee\",okafor\n",
    );
    assert_eq!(refused(&plan), [(2, Reason::Torn)]);
    assert_eq!(&*plan.added[1].grant.name, "Cid \"C\" Lee");
}

#[test]
fn rows_are_numbered_as_the_spreadsheet_shows_them() {
    let plan = plan(
        "sep=,\r\nphone,name,notes,clinician\r\n\r\n07700900460,Ann,\"two\r\nlines\",okafor\r\n,Bob,,okafor\r\n",
    );
    assert_eq!(
        (plan.added[0].number, refused(&plan)),
        (3, vec![(4, Reason::Phone(Trouble::Missing))])
    );
}
