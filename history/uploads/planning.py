"""What would become of each entry of an uploaded file, as the record stands."""

from history.imports.planning import Plan
from history.imports.readers.entries import RecordFile
from history.imports.references import Name
from history.models import Upload
from history.publishing import MAY_PUBLISH
from history.uploads.guarding import plan_upload


def make_plan(upload: Upload, file: RecordFile) -> Plan:
    """What would become of each entry of the file, handed in by whoever uploaded it."""
    who = upload.uploaded_by
    is_editor = who is not None and who.is_active and who.has_perm(MAY_PUBLISH)
    taken: list[Name] = [(kind, key) for kind, key in upload.taken]
    return plan_upload(file, taken, publish=upload.publish and is_editor, is_editor=is_editor)
