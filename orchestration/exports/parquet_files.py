"""Format parquet: every table of schema marts with its types, descriptions and units.

By pyarrow and not by DuckDB's COPY: only a field of Arrow's schema carries a description, which pandas, Polars and R
then show. Row groups are DuckDB's own size, so an export holds one of them in memory.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.exports import about
from orchestration.exports.catalog import Column, Table
from orchestration.exports.columns import exact_select
from orchestration.exports.data_package import write_package
from orchestration.exports.source import Source

ROW_GROUP = 122_880
CONTENTS = (
    "One Parquet file per table. Columns carry their description and unit in the metadata of their field.\n"
    "datapackage.json describes files, columns, keys and references (Data Package 2.0, https://datapackage.org)."
)


def write_parquet(source: Source, folder: Path) -> None:
    """Write every table, the descriptor and the readme."""
    for table in source.tables:
        _write_table(source, table, folder / f"{table.name}.parquet")
    write_package(source, source.tables, folder, "parquet")
    (folder / about.README).write_text(about.readme(source, CONTENTS), encoding="utf-8")


def _write_table(source: Source, table: Table, path: Path) -> None:
    sql, parameters = source.select(table, exact_select(table))
    with source.connection.cursor() as cursor:
        cursor.execute("set TimeZone = 'UTC'")
        batches = cursor.execute(sql, parameters).to_arrow_reader(ROW_GROUP)
        schema = _schema(source, table, batches.schema)
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(pa.RecordBatch.from_arrays(batch.columns, schema=schema))


def _schema(source: Source, table: Table, found: pa.Schema) -> pa.Schema:
    fields = [_field(column, found.field(column.name).type) for column in table.columns]
    return pa.schema(
        fields,
        metadata={
            "title": f"{about.TITLE}: {table.name}",
            "description": table.description,
            "refresh_id": source.refresh.refresh_id,
            "created": about.moment(source),
            "licence": about.licence_line(source),
            "citation": about.citation(source),
        },
    )


def _field(column: Column, kind: pa.DataType) -> pa.Field:
    metadata = {"description": column.description} | ({"unit": column.unit} if column.unit else {})
    return pa.field(column.name, kind, nullable=not column.is_required, metadata=metadata)
