package dna

// coded are the statements that can become positions, those of a type that has a
// concept and somebody who holds it, with their values. DNA lets people name their
// variables; these are the names it begins with. Person and organisation may be
// empty entities.
const coded = `
coded AS (
  SELECT s.ID, s.DocumentId, s.Start, s.Stop, coalesce(trim(k.Name), '') AS coder,
    (SELECT trim(e.Value) FROM DATASHORTTEXT d JOIN roles v ON v.ID = d.VariableId JOIN ENTITIES e ON e.ID = d.Entity
      WHERE d.StatementId = s.ID AND v.role = 'person') AS person,
    (SELECT trim(e.Value) FROM DATASHORTTEXT d JOIN roles v ON v.ID = d.VariableId JOIN ENTITIES e ON e.ID = d.Entity
      WHERE d.StatementId = s.ID AND v.role = 'organization') AS organization,
    (SELECT trim(e.Value) FROM DATASHORTTEXT d JOIN roles v ON v.ID = d.VariableId JOIN ENTITIES e ON e.ID = d.Entity
      WHERE d.StatementId = s.ID AND v.role = 'concept') AS concept,
    coalesce(
      (SELECT CASE WHEN d.Value = 0 THEN -1 ELSE 1 END FROM DATABOOLEAN d JOIN roles v ON v.ID = d.VariableId
        WHERE d.StatementId = s.ID AND v.role = 'agreement'),
      (SELECT CASE WHEN d.Value < 0 THEN -1 WHEN d.Value > 0 THEN 1 ELSE 0 END FROM DATAINTEGER d JOIN roles v ON v.ID = d.VariableId
        WHERE d.StatementId = s.ID AND v.role = 'agreement')) AS agreement
  FROM STATEMENTS s LEFT JOIN CODERS k ON k.ID = s.Coder
  WHERE s.StatementTypeId IN (SELECT ID FROM kinds))`

// roles are the variables that have a place, and kinds the types of statement that
// have enough of them.
const roles = `
named AS (
  SELECT ID, StatementTypeId, DataType,
    CASE lower(trim(Variable)) WHEN 'organisation' THEN 'organization' ELSE lower(trim(Variable)) END AS role
  FROM VARIABLES),
candidates AS (
  SELECT ID, StatementTypeId, role FROM named
  WHERE role IN ('person', 'organization', 'concept') AND DataType = 'short text'
     OR role = 'agreement' AND DataType IN ('boolean', 'integer')),
kinds AS (
  SELECT ID FROM STATEMENTTYPES t
  WHERE EXISTS (SELECT 1 FROM candidates c WHERE c.StatementTypeId = t.ID AND c.role = 'concept')
    AND EXISTS (SELECT 1 FROM candidates c WHERE c.StatementTypeId = t.ID AND c.role IN ('person', 'organization'))),
roles AS (SELECT ID, StatementTypeId, role FROM candidates WHERE StatementTypeId IN (SELECT ID FROM kinds))`

const with = "WITH " + roles + "," + coded + "\n"
