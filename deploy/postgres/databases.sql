-- What the server holds, made at its first start: the lake's catalog, and Dagster's runs, logs and schedules.
create database lake;
create database dagster;
