//! How spreadsheets head their columns, in English, French, German and Spanish.

use super::Column;

/// Headings as they are compared: small letters, no accents, one blank between words; strokes stand between them.
pub const HEADINGS: &[(Column, &str)] = &[
    (
        Column::Phone,
        "phone|phones|phone number|phone numbers|phone no|telephone|telephone number|tel|tel no|mobile|\
         mobile phone|mobile number|cell|cell phone|cellphone|number|home phone|work phone|phone 1|\
         phone 2|phone 3|telephones|numero|numero de telephone|no de telephone|n de telephone|\
         tel portable|portable|mobile 1|mobile 2|telephone portable|telephone mobile|telephone fixe|fixe|\
         gsm|natel|telefon|telefone|telefonnummer|telefonnummern|telefonnr|telefon nr|tel nr|rufnummer|\
         handy|handynummer|mobiltelefon|mobil|mobilnummer|festnetz|nummer|telefono|telefonos|\
         numero de telefono|movil|telefono movil|celular|fijo|telefono fijo",
    ),
    (
        Column::Name,
        "name|names|patient|patients|patient name|name of patient|full name|nom complet|nom du patient|\
         nom de la patiente|nom et prenom|nom prenom|prenom et nom|prenom nom|nom|patiente|\
         name des patienten|patientin|patient in|patientenname|vollstandiger name|vor und nachname|\
         nombre completo|nombre y apellidos|nombre y apellido|paciente|nombre del paciente|nombre",
    ),
    (
        Column::First,
        "first name|firstname|first names|given name|forename|prenom|prenoms|vorname|vornamen|\
         nombre de pila|nombres",
    ),
    (
        Column::Last,
        "last name|lastname|surname|family name|nom de famille|nom usuel|nom d usage|nachname|\
         familienname|zuname|apellido|apellidos",
    ),
    (
        Column::Clinician,
        "clinician|clinician id|doctor|dr|gp|physician|therapist|provider|seen by|practitioner|\
         psychiatrist|psychologist|nurse|midwife|soignant|soignante|medecin|docteur|praticien|\
         praticienne|therapeute|medecin traitant|behandler|behandlerin|arzt|arztin|therapeut|therapeutin|\
         behandelnder arzt|zustandig|medico|medica|doctora|terapeuta|profesional|facultativo",
    ),
    (
        Column::From,
        "from|start|start date|starts|starting|since|valid from|access from|begin|begins|first day|du|de|\
         depuis|depuis le|debut|a partir du|date de debut|premier jour|von|ab|seit|beginn|gultig ab|\
         gultig von|erster tag|startdatum|desde|inicio|fecha de inicio|primer dia",
    ),
    (
        Column::Until,
        "until|to|till|end|end date|ends|ending|valid until|valid to|expires|expiry|expiry date|\
         access until|last day|au|jusqu au|jusqu a|jusque|fin|date de fin|dernier jour|echeance|bis|ende|\
         gultig bis|letzter tag|enddatum|hasta|fecha de fin|fecha final|ultimo dia|vencimiento",
    ),
    (
        Column::Urgent,
        "urgent|urgency|urgent access|emergency|urgence|urgences|acces urgent|urgente|notfall|dringend|\
         eilig|urgencia|urgencias|acceso urgente",
    ),
    (
        Column::Language,
        "language|lang|langue|sprache|idioma|lengua|preferred language|mother tongue|muttersprache",
    ),
    (
        Column::Code,
        "code|access code|pin|passcode|code d acces|code acces|zugangscode|zugangskode|codigo|\
         codigo de acceso|clave",
    ),
];
