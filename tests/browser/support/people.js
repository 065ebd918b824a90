// Who is who in the sample practice.

export const TOM = "Tom Whitfield";
export const ROSA = "Rosa Diaz";
export const MARIE = "Marie Dupont";
export const AISHA = "Aisha Khan";
export const JONAS = "Jonas Weber";
export const STRANGER = "A stranger";
export const OKAFOR = "Dr Ada Okafor";
export const LINDQVIST = "Dr Nils Lindqvist";
export const MOREAU = "Claire Moreau, nurse";
export const DESK = "Front desk";

/** The code on Jonas Weber's card. */
export const CODE = "264871";
