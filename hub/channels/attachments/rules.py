"""How many files a message may have, and what a draft says of them: values in, values or a refusal out."""

from datetime import timedelta

from ...core.errors import Invalid
from ...core.i18n import _
from ...files.rules import clean_upload_id

FILES_LIMIT = 10
"""Files of one message."""
PAGE_LIMIT = 100
KEEP_WITHDRAWN = timedelta(days=30)
"""How long files of retracted messages are kept, opened by nobody, until they are deleted for good."""
GRACE = timedelta(days=1)
"""How long stored bytes lie that nothing refers to."""


def clean_files(files: tuple[object, ...]) -> tuple[str, ...]:
    """The upload ids of a draft; Invalid for more than FILES_LIMIT or one twice, NotFound for what can be none."""
    if len(files) > FILES_LIMIT:
        raise Invalid(_("一条消息最多带 %(limit)d 个文件，请分几条发送。", limit=FILES_LIMIT), field="files")
    cleaned = tuple(clean_upload_id(file) for file in files)
    if len(set(cleaned)) != len(cleaned):
        raise Invalid(_("同一个文件写了两次，请去掉一个。"), field="files")
    return cleaned
