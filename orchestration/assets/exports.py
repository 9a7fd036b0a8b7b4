"""Step 8, exports: the published warehouse in files that other programs open, one asset per format that is chosen.

An export that fails takes nothing back: the warehouse is published before, and the last good export stays.
"""

import dagster as dg

from orchestration.assets.groups import EXPORTS, OWNERS
from orchestration.assets.publication import PUBLISHED_WAREHOUSE
from orchestration.assets.workspace import Workspace
from orchestration.exports import Terms, export
from orchestration.settings import Settings

DESCRIPTIONS = {
    "parquet": "Every table of schema marts as Parquet with types and descriptions; a Frictionless data package.",
    "csv": "Every report as CSV, guarded against formulas; a Frictionless data package.",
    "xlsx": "Every report as a sheet of one workbook, with a sheet that explains the columns.",
    "graphml": "The networks of agreements and of programs as GraphML.",
    "gexf": "The networks of agreements and of programs as GEXF, the format of Gephi.",
    "jsonld": "Organizations, programs and agreements in words of schema.org, each with the quotes that prove it.",
}


def exports(settings: Settings) -> list[dg.AssetsDefinition]:
    """Make the assets of the formats that ECOSYSTEM_EXPORTS names."""
    return [_export(form) for form in settings.export_formats]


def _export(form: str) -> dg.AssetsDefinition:
    @dg.asset(
        key=["exports", form],
        deps=[PUBLISHED_WAREHOUSE],
        group_name=EXPORTS,
        owners=OWNERS,
        kinds={form},
        description=DESCRIPTIONS[form],
    )
    def write_export(workspace: Workspace) -> dg.MaterializeResult[None]:
        """Write the export unless it is of this publication already."""
        settings = workspace.settings
        terms = Terms(settings.export_licence, settings.export_publisher)
        done = export(form, settings.warehouse_path, settings.dbt_project_path, settings.exports_path, terms)
        return dg.MaterializeResult(
            metadata={
                "path": dg.MetadataValue.path(str(done.folder)),
                "refresh_id": done.refresh_id,
                "is_new": done.is_new,
                "files": done.file_count,
                "bytes": done.byte_count,
            }
        )

    return write_export
