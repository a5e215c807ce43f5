/** The 26 system organ classes of CTCAE in dictionary order, as printed in 4.03, 5.0 and 6.0 alike. */
export const organClasses = [
  'Blood and lymphatic system disorders',
  'Cardiac disorders',
  'Congenital, familial and genetic disorders',
  'Ear and labyrinth disorders',
  'Endocrine disorders',
  'Eye disorders',
  'Gastrointestinal disorders',
  'General disorders and administration site conditions',
  'Hepatobiliary disorders',
  'Immune system disorders',
  'Infections and infestations',
  'Injury, poisoning and procedural complications',
  'Investigations',
  'Metabolism and nutrition disorders',
  'Musculoskeletal and connective tissue disorders',
  'Neoplasms benign, malignant and unspecified (incl cysts and polyps)',
  'Nervous system disorders',
  'Pregnancy, puerperium and perinatal conditions',
  'Psychiatric disorders',
  'Renal and urinary disorders',
  'Reproductive system and breast disorders',
  'Respiratory, thoracic and mediastinal disorders',
  'Skin and subcutaneous tissue disorders',
  'Social circumstances',
  'Surgical and medical procedures',
  'Vascular disorders',
] as const;

/** A term may move to another class between versions: store the class as printed in the version that was used. */
export type OrganClass = (typeof organClasses)[number];
