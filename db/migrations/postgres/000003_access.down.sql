DROP TABLE keys;
DROP TABLE workspace_settings;
