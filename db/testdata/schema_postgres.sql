-- The schema of a PostgreSQL database as lines of text, in the words of
-- schema_sqlite.sql: types by the way SQLite keeps them.
WITH tables AS (
  SELECT oid, relname AS name FROM pg_class
  WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relname <> 'schema_migrations'
    AND relname <> 'search_words' -- the engine's own index of words
),
index_columns AS (
  SELECT t.name AS table_name, i.relname AS index_name, x.indisunique, x.indisprimary, c.contype, x.indpred IS NOT NULL AS partial,
    (SELECT string_agg(coalesce(a.attname, 'expression') || CASE WHEN x.indoption[k.n - 1] & 1 = 1 THEN ' desc' ELSE '' END, ', ' ORDER BY k.n)
     FROM unnest(x.indkey::smallint[]) WITH ORDINALITY k (attnum, n)
     LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
     WHERE k.n <= x.indnkeyatts) AS columns
  FROM tables t JOIN pg_index x ON x.indrelid = t.oid JOIN pg_class i ON i.oid = x.indexrelid
  LEFT JOIN pg_constraint c ON c.conindid = x.indexrelid AND c.conrelid = t.oid AND c.contype IN ('p', 'u')
),
actions (code, name) AS (
  VALUES ('a', 'no action'), ('r', 'restrict'), ('c', 'cascade'), ('n', 'set null'), ('d', 'set default')
)
SELECT t.name || ' column ' || row_number() OVER (PARTITION BY t.oid ORDER BY a.attnum) || ' ' || a.attname || ' '
  || CASE format_type(a.atttypid, a.atttypmod)
       WHEN 'uuid' THEN 'text' WHEN 'bigint' THEN 'integer' WHEN 'boolean' THEN 'integer'
       WHEN 'double precision' THEN 'real' WHEN 'bytea' THEN 'blob' ELSE format_type(a.atttypid, a.atttypmod) END
  || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END || coalesce(' default ' || regexp_replace(replace(pg_get_expr(d.adbin, d.adrelid), '::text', ''), '^''(.*)''::bigint$', '\1'), '')
FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
UNION ALL
SELECT table_name || ' primary key (' || columns || ')' FROM index_columns WHERE indisprimary
UNION ALL
SELECT table_name || ' unique (' || columns || ')' FROM index_columns WHERE contype = 'u'
UNION ALL
SELECT table_name || ' index ' || index_name || ' (' || columns || ')' || CASE WHEN indisunique THEN ' unique' ELSE '' END || CASE WHEN partial THEN ' partial' ELSE '' END
FROM index_columns WHERE contype IS NULL
UNION ALL
SELECT t.name || ' foreign key (' || k.columns || ') to ' || c.confrelid::regclass || ' (' || k.targets || ') on delete ' || d.name || ' on update ' || u.name
FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype = 'f'
JOIN actions d ON d.code = c.confdeltype::text JOIN actions u ON u.code = c.confupdtype::text
CROSS JOIN LATERAL (
  SELECT string_agg(a.attname, ', ' ORDER BY p.n) AS columns, string_agg(b.attname, ', ' ORDER BY p.n) AS targets
  FROM unnest(c.conkey, c.confkey) WITH ORDINALITY p (own, target, n)
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = p.own
  JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = p.target
) k
