"""A small proxy of the kind that looks into https: it takes CONNECT, ends TLS itself, and passes
what is inside on to a fake.

    async with FakeProxy({"login.example.org": tokens.root}) as proxy:
        env = {"HTTPS_PROXY": proxy.url, "CA_FILE": str(authority.file)}
"""

import asyncio
import base64
import ssl
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PAGE = b"<!DOCTYPE html><title>Blocked</title>"


class Authority:
    """A certificate authority; `file` is its certificate. `server(names)` is TLS for these."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A proxy's authority")])
        self.file = folder / "authority.pem"
        made = self._certificate(self._name, self._key, None)
        self.file.write_bytes(made.public_bytes(serialization.Encoding.PEM))

    def server(self, names: list[str]) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        made = self._certificate(x509.Name([]), key, [x509.DNSName(each) for each in names])
        both = self._folder / "server.pem"
        both.write_bytes(
            made.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(both)
        return context

    def _certificate(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, names: Any
    ) -> x509.Certificate:
        now, own = datetime.now(UTC), self._key.public_key()
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(names is None, None), critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(own), critical=False)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
        )
        if names is None:
            made = made.add_extension(_SIGNS, critical=True)
        else:
            made = made.add_extension(x509.SubjectAlternativeName(names), critical=True)
        return made.sign(self._key, hashes.SHA256())


_SIGNS = x509.KeyUsage(
    digital_signature=True,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)


class FakeProxy:
    """`behind` says which fake (its root) stands for which host. `asked` are the targets, in order.

    `user` is "name:password" if it wants one; `refuses` is a status to answer with instead; with
    `page` every request inside gets a web page, with that status."""

    def __init__(self, behind: Mapping[str, str], authority: Authority) -> None:
        self._behind = behind
        self._tls = authority.server(list(behind))
        self.asked: list[str] = []
        self.user = ""
        self.refuses = 0
        self.page = 0
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"http://{self.user}{'@' if self.user else ''}127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()
        for each in self._tasks:
            each.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            method, target, _ = head.split("\r\n")[0].split(" ")
            assert method == "CONNECT"
            self.asked.append(target)
            status = self.refuses or (0 if self._knows(head) else 407)
            if status:
                writer.write(_answer(status))
            else:
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await writer.drain()
                await writer.start_tls(self._tls)
                await self._inside(target, reader, writer)
        writer.close()

    def _knows(self, head: str) -> bool:
        wanted = f"Proxy-Authorization: Basic {base64.b64encode(self.user.encode()).decode()}"
        return not self.user or wanted in head.split("\r\n")

    async def _inside(
        self, target: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if self.page:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(_answer(self.page))
            return
        there = urlsplit(self._behind[target.removesuffix(":443")])
        far_reader, far_writer = await asyncio.open_connection(there.hostname, there.port)
        await asyncio.gather(_copy(reader, far_writer), _copy(far_reader, writer))


async def _copy(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        to.write(data)
        await to.drain()
    to.close()


def _answer(status: int) -> bytes:
    head = f"HTTP/1.1 {status} Said\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE)}\r\n"
    return f"{head}Connection: close\r\n\r\n".encode() + PAGE


_watching: list[set[str]] = []


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if _watching and event in ("socket.connect", "socket.getaddrinfo"):
        address = args[1] if event == "socket.connect" else args[0]
        host = address[0] if isinstance(address, tuple) else address
        for each in _watching:
            each.add(str(host))


@contextmanager
def reached_hosts() -> Iterator[set[str]]:
    """Every host that this process connects to or looks up meanwhile, whatever library does it.
    https://docs.python.org/3/library/audit_events.html"""
    if not _installed:
        sys.addaudithook(_hook)  # it can't be taken away again
        _installed.append(True)
    hosts: set[str] = set()
    _watching.append(hosts)
    try:
        yield hosts
    finally:
        _watching.remove(hosts)


_installed: list[bool] = []
