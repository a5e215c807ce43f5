/** How an open question of the printed text was decided, by term; `4.03/` and the like narrow it to one version. */
export const notes = {
  anemia: 'The mmol/L ladder counts haem monomers. Grade 4 has no number: it is a clinical judgement.',
  'hemoglobin-increased':
    'Counted from ULN; in 4.03 from the baseline where the baseline itself was above its own ULN.',
  leukocytosis: 'Starts at grade 3: a count between ULN and 100 x 10^9/L has no grade.',
  'lymphocyte-count-increased': 'No grade 1; a count above 4 x 10^9/L is grade 2 even where the local range allows it.',
  'neutrophil-count-decreased':
    'A site limit below the printed band empties grade 1; the band is still read literally.',
  'inr-increased':
    'The baseline ladder is for people on anticoagulants only; from 5.0 the other ladder is absolute, not x ULN.',
  'fibrinogen-decreased':
    'From 5.0 the percent fall counts only when this result is below LLN; 4.03 has no such clause.',
  '5.0/alanine-aminotransferase-increased':
    'A raised baseline switches to multiples of it; between 1 and 1.5 x baseline is grade 0.',
  '5.0/aspartate-aminotransferase-increased':
    'A raised baseline switches to multiples of it; between 1 and 1.5 x baseline is grade 0.',
  '6.0/alanine-aminotransferase-increased':
    'An unchanged raised baseline is grade 1; above 5 x ULN at baseline grade 3 is not printed.',
  '6.0/aspartate-aminotransferase-increased':
    'An unchanged raised baseline is grade 1; above 5 x ULN at baseline grade 3 is not printed.',
  '5.0/alkaline-phosphatase-increased': 'The first multiple of a raised baseline (2 x) belongs to grade 1.',
  '5.0/ggt-increased': 'The first multiple of a raised baseline (2 x) belongs to grade 1.',
  '5.0/blood-bilirubin-increased':
    'Unlike the enzymes, the first band over a raised baseline starts strictly above it.',
  'lipase-increased': 'The upper bands need to know whether there are signs or symptoms.',
  'serum-amylase-increased':
    'The upper bands need to know whether there are signs or symptoms; in 6.0 moderate ones or worse.',
  'cardiac-troponin-i-increased':
    'Grade 3 starts at the infarction cut-off of the assay, which the laboratory must supply.',
  'cardiac-troponin-t-increased':
    'Grade 3 starts at the infarction cut-off of the assay, which the laboratory must supply.',
  '4.03/creatinine-increased':
    'Read literally: any rise above the baseline is grade 1, even inside the reference range.',
  '5.0/creatinine-increased':
    'Grades 2 and 3 can come from the baseline while the value is inside the reference range.',
  '6.0/creatinine-increased':
    'The baseline ladder is for a baseline below LLN only; the ULN ladder stays open beside it.',
  'creatinine-clearance-decreased': 'Printed whole-number bands are closed upwards; below 10 another term applies.',
  'acute-kidney-injury':
    'A diagnosis: creatinine alone proposes the laboratory term, not this one. Exactly 2 x baseline is grade 1.',
  'chronic-kidney-disease':
    'A diagnosis that needs time: one value proposes nothing. Bands are closed as 6.0 prints them.',
  proteinuria: 'Grade 1 has no lower end in 4.03 and needs proof of protein; from 5.0 it starts at ULN inclusive.',
  hypercalcemia: 'Only albumin-corrected or ionised calcium is graded; each has its own ladder.',
  hypocalcemia: 'Only albumin-corrected or ionised calcium is graded; each has its own ladder.',
  hyperglycemia: 'A random sample reaches grades 3 and 4 only; below that it is not gradable rather than 0.',
  hypokalemia: 'Grades 1 and 2 share their numbers; symptoms or an intervention tell them apart.',
  '4.03/hyponatremia': 'No grade 2: below 130 is grade 3.',
  '5.0/hyponatremia': 'Whole-number bands are closed as 6.0 prints them; symptoms raise 125 to below 130 to grade 3.',
  '6.0/hyponatremia': 'Symptoms raise 125 to below 130 to grade 3.',
  hypermagnesemia: 'No grade 2.',
  hypertriglyceridemia: 'The lower end of grade 1 is inclusive and ULN plays no part.',
  hyperuricemia: 'Grades 1 and 3 share their numbers; physiologic consequences tell them apart.',
  fever: 'Hours above 40 degrees tell grade 3 from grade 4.',
  hypertension: 'Starts inside common values: a grade is meaningful only against the baseline grade.',
  'ejection-fraction-decreased':
    'The fall is in percentage points. 4.03 leaves a fall of exactly 20 points unassigned.',
  'electrocardiogram-qt-corrected-interval-prolonged':
    'Whole-number bands are closed upwards; 4.03 wants grade 3 seen twice.',
  'carbon-monoxide-diffusing-capacity-decreased':
    'LLN serves a first measurement, the baseline a later one. There is no grade 4.',
  'skin-ulceration': 'The combined size is read as greatest diameters added up, in cm.',
};
