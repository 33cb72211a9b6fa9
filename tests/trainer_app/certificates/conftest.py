"""A real browser for the page that checks certificates: headless Chromium, spoken to through a pair of pipes."""

import base64
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from trainer_app.certificates import codes

PATIENCE = 60  # seconds until a browser that says nothing is given up


class Browser:
    """One tab of a headless Chromium, by its devtools protocol."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        read_here, write_there = os.pipe()
        read_there, write_here = os.pipe()
        self._in, self._out = read_here, write_here
        self._rest = b""
        self._count = 0
        self.events: list[dict[str, Any]] = []
        command = [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
            "--disable-background-networking", f"--user-data-dir={folder}", "--remote-debugging-pipe", *arguments,
            "about:blank",
        ]  # fmt: skip

        def as_three_and_four() -> None:
            there = os.dup(read_there), os.dup(write_there)
            os.dup2(there[0], 3)
            os.dup2(there[1], 4)

        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=as_three_and_four, close_fds=False
        )
        os.close(read_there)
        os.close(write_there)
        self._session = ""
        [target] = [one for one in self.call("Target.getTargets")["targetInfos"] if one["type"] == "page"]
        self._session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "DOM", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> Any:
        """The result of one command; what the browser tells of itself meanwhile is kept in `events`."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            said = self._read()
            if said.get("id") == self._count:
                assert "error" not in said, f"{method}: {said.get('error')}"
                return said["result"]
            self.events.append(said)

    def open(self, page: Path, languages: Sequence[str] = ("en",)) -> None:
        """Show a page, of a person who reads these languages."""
        self.events.clear()
        self.call("Emulation.setUserAgentOverride", userAgent="Mozilla/5.0", acceptLanguage=",".join(languages))
        self.call("Page.navigate", url=page.as_uri())
        self.wait("document.readyState === 'complete'")

    def run(self, script: str) -> Any:
        """What an expression of JavaScript gives."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait(self, script: str) -> Any:
        """Until an expression is true; what it gives then."""
        limit = time.monotonic() + PATIENCE
        while not (found := self.run(script)):
            assert time.monotonic() < limit, f"never true: {script}"
            time.sleep(0.02)
        return found

    def choose(self, element: str, file: Path) -> None:
        """Put a file into a field for files, as a person chooses one."""
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=element)["nodeId"]
        self.call("DOM.setFileInputFiles", files=[str(file)], nodeId=node)

    def screenshot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def problems(self) -> list[str]:
        """What the page was refused or threw, and every address but its own that it asked for."""
        self.run("1")  # what was on its way is here now
        found = []
        for event in self.events:
            params = event.get("params", {})
            if event.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown"):
                found.append(json.dumps(params))
            if event.get("method") == "Network.requestWillBeSent":
                address = params["request"]["url"]
                found += [] if address.startswith(("file:", "blob:")) else [address]
        return found

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)
        os.close(self._in)
        os.close(self._out)

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            assert select.select([self._in], [], [], PATIENCE)[0], "the browser says nothing"
            chunk = os.read(self._in, 1 << 20)
            assert chunk, "the browser has ended"
            self._rest += chunk
        message, _end, self._rest = self._rest.partition(b"\0")
        read: dict[str, Any] = json.loads(message)
        return read


def film(path: Path, text: str) -> None:
    """What the browser's camera sees: the code of a text, in one still picture (YUV4MPEG2)."""
    _width, runs = codes.modules(text)
    drawn = Image.new("L", (640, 480), 200)
    for row, column, length in runs:
        drawn.paste(20, (200 + 8 * column, 100 + 8 * row, 200 + 8 * (column + length), 108 + 8 * row))
    colours = bytes([128]) * (320 * 240 * 2)
    path.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip C420jpeg\nFRAME\n" + drawn.tobytes() + colours)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if shutil.which("chromium") is None:
        pytest.skip("there is no chromium on this machine")
    folder = tmp_path_factory.mktemp("chromium")
    film(folder / "camera.y4m", "TC9:CAMERA")
    opened = Browser(
        folder / "profile", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={folder / 'camera.y4m'}",
    )  # fmt: skip
    yield opened
    opened.close()
