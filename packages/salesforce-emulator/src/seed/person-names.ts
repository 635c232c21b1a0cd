/** Given and family names of generated users, with letters beyond ASCII on purpose. */
// prettier-ignore
export const GIVEN_NAMES = [
  'Ada', 'Bilal', 'Chloé', 'Daniel', 'Eszter', 'Fatima', 'Giulia', 'Hana', 'Ines', 'Jürgen', 'Katarzyna', 'Liam',
  'Mateo', 'Nadia', 'Olga', 'Pedro', 'Quentin', 'Rosa', 'Søren', 'Tomáš', 'Uma', 'Viktor', 'Wei', 'Ximena', 'Yuki',
  'Zoë',
] as const;

// prettier-ignore
export const FAMILY_NAMES = [
  'Andersen', 'Bauer', 'Castillo', 'Dubois', 'Eriksson', 'Fischer', 'García', 'Horvat', 'Ivanova', 'Janssen',
  'Kowalski', 'Lindqvist', 'Müller', 'Nowak', "O'Brien", 'Petrov', 'Quispe', 'Rossi', 'Schneider', 'Tanaka',
  'Ueda', 'Virtanen', 'Wang', 'Xavier', 'Yılmaz', 'Zimmermann',
] as const;

export const DEPARTMENTS = [
  'Engineering',
  'Finance',
  'Human Resources',
  'Legal',
  'Sales',
  'Support',
] as const;

export const TITLES = ['Analyst', 'Consultant', 'Director', 'Engineer', 'Manager', 'Specialist'] as const;
