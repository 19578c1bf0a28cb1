"""Bytes in a bucket of an S3-compatible server (MinIO, Ceph, a cloud's); its requests are cooperative under gevent."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from minio import Minio
from minio.error import MinioException, S3Error
from urllib3 import BaseHTTPResponse, PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError

from ..core.addresses import ObjectStore
from ..core.errors import Unavailable
from ..core.i18n import _

PIECE_BYTES = 64 * 1024
CONNECT_SECONDS, READ_SECONDS = 5, 30


class Bucket:
    """A `Storage` in a bucket, which must be there already."""

    def __init__(self, place: ObjectStore) -> None:
        self._bucket = place.bucket
        pool = PoolManager(
            timeout=Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
            retries=Retry(total=2, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504]),
            maxsize=16,
        )
        self._client = Minio(
            place.host,
            access_key=place.key,
            secret_key=place.secret,
            secure=place.is_tls,
            region=place.region,
            http_client=pool,
        )

    def put(self, key: str, data: bytes) -> None:
        """One request; the server keeps all or nothing."""
        with _told():
            self._client.put_object(self._bucket, key, io.BytesIO(data), len(data))

    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes as they come in."""
        with _told():
            return _pieces(self._client.get_object(self._bucket, key, offset=start, length=length or 0))

    def size(self, key: str) -> int:
        """Asked of the server."""
        with _told():
            return self._client.stat_object(self._bucket, key).size or 0

    def delete(self, key: str) -> None:
        """S3 says nothing of what was not there."""
        with _told():
            self._client.remove_object(self._bucket, key)

    def keys(self, prefix: str) -> list[str]:
        """Listed by the server."""
        with _told():
            return [found.object_name or "" for found in self._client.list_objects(self._bucket, prefix=prefix)]


def _pieces(answer: BaseHTTPResponse) -> Iterator[bytes]:
    try:
        yield from answer.stream(PIECE_BYTES)
    finally:
        answer.close()
        answer.release_conn()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except S3Error as error:
        if error.code in {"NoSuchKey", "ResourceNotFound"}:
            raise FileNotFoundError from error
        raise Unavailable(_unreachable()) from error
    except (MinioException, HTTPError, OSError) as error:
        raise Unavailable(_unreachable()) from error


def _unreachable() -> str:
    return _("文件库暂时连不上，请稍后重试；反复出现请联系系统管理员。")
