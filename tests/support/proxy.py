"""A little proxy on a socket that keeps all that it sees, and a service behind TLS with a certificate of its own CA."""

from __future__ import annotations

import asyncio
import ssl
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

HOST = "service.example"
"""The name that the certificate is for; only the proxy leads to it."""


Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]


class _Served:
    """The connections of a server; `end` leaves none of them open."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self._tasks: list[asyncio.Task[None]] = []
        self.writers: list[asyncio.StreamWriter] = []

    def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        self._tasks.append(asyncio.get_running_loop().create_task(self._run(reader, writer)))

    async def _run(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._serve(reader, writer)
        writer.close()

    async def end(self) -> None:
        for writer in self.writers:
            writer.transport.abort()
        for task in self._tasks:
            task.cancel()
        waiting = [*self._tasks, *(writer.wait_closed() for writer in self.writers)]
        await asyncio.gather(*waiting, return_exceptions=True)


class RecordingProxy:
    """Leads every CONNECT to `port` on loopback; `login` (user, password) is wanted if given."""

    def __init__(
        self, port: int = 0, login: tuple[str, str] | None = None, refusal: str = "Proxy Authentication"
    ) -> None:
        self.port = port
        self.seen = bytearray()
        """Every byte that clients sent."""
        self.asked: list[str] = []
        """The first line of each request."""
        self.address = ""
        self._login = login
        self._refusal = refusal
        self._served = _Served(self._serve)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[RecordingProxy]:
        """Serve while the block runs."""
        server = await asyncio.start_server(self._served.connected, "127.0.0.1", 0)
        self.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()
            await self._served.end()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            self.seen += head
            self.asked.append(head.partition(b"\r\n")[0].decode())
            wanted = b64encode(":".join(self._login).encode()) if self._login else b""
            if self._login and b"Basic " + wanted not in head:
                writer.write(f"HTTP/1.1 407 {self._refusal}\r\nContent-Length: 0\r\n\r\n".encode())
            elif not head.startswith(b"CONNECT "):
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]")
            else:
                there, onward = await asyncio.open_connection("127.0.0.1", self.port)
                self._served.writers.append(onward)
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await asyncio.gather(self._pump(reader, onward, self.seen.extend), self._pump(there, writer))
            await writer.drain()

    async def _pump(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, seen: Callable[[bytes], None] | None = None
    ) -> None:
        with suppress(OSError):
            while part := await source.read(65536):
                if seen is not None:
                    seen(part)
                sink.write(part)
                await sink.drain()
        sink.close()


class TlsService:
    """Answers every request with `body`, over TLS for HOST and loopback; `heard` are the heads of the requests."""

    def __init__(self, folder: Path, body: bytes = b"[]") -> None:
        self.ca = folder / "ca.pem"
        self.heard: list[str] = []
        self.port = 0
        self._body = body
        self._certificate = _make_certificates(folder, self.ca)
        self._served = _Served(self._serve)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[TlsService]:
        """Serve while the block runs."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._certificate)
        server = await asyncio.start_server(self._served.connected, "127.0.0.1", 0, ssl=context)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            await self._served.end()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while True:
                self.heard.append((await reader.readuntil(b"\r\n\r\n")).decode())
                head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n"
                writer.write(head.format(len(self._body)).encode() + self._body)
                await writer.drain()


def _make_certificates(folder: Path, ca_file: Path) -> Path:
    """Write a CA's certificate to `ca_file`; return the file of a certificate that it signed, with its key."""
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    now = datetime.now(UTC)

    def begun(name: str, issuer: str, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
        )

    ca_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    ca = begun("Test CA", "Test CA", ca_key).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )
    names = [x509.DNSName(HOST), x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    leaf = begun(HOST, "Test CA", key).add_extension(x509.SubjectAlternativeName(names), critical=False)
    pem = serialization.Encoding.PEM
    ca_file.write_bytes(ca.sign(ca_key, hashes.SHA256()).public_bytes(pem))
    both = folder / "service.pem"
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    both.write_bytes(leaf.sign(ca_key, hashes.SHA256()).public_bytes(pem) + secret)
    return both
