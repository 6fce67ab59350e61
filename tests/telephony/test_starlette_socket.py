import pytest
from fastapi import FastAPI, WebSocket
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from audio.frames import AudioFrame, Key
from telephony.media_socket import turn_away
from telephony.raw import open_raw
from telephony.starlette_socket import StarletteSocket
from tests.telephony.far_end import RAW_START, pcm, ramp

app = FastAPI()


@app.websocket("/echo")
async def echo(websocket: WebSocket) -> None:
    """Play back what is heard, mark every key, hang up at #."""
    await websocket.accept()
    line = await open_raw(StarletteSocket(websocket))
    if line is None:
        return
    async for event in line.receive():
        if isinstance(event, AudioFrame):
            await line.play(event)
        elif event == Key("#"):
            break
        elif isinstance(event, Key):
            await line.mark(event.digit)
    await line.hang_up()
    await line.play(AudioFrame(ramp(1), line.out_rate_hz))


@app.websocket("/busy")
async def busy(websocket: WebSocket) -> None:
    await websocket.accept()
    await turn_away(StarletteSocket(websocket))


# One more than is read: sends and closes after the end must stay quiet in Starlette too.
@app.websocket("/deaf")
async def deaf(websocket: WebSocket) -> None:
    await websocket.accept()
    socket = StarletteSocket(websocket)
    assert await socket.receive() is None
    assert await socket.receive() is None
    await socket.close()
    await socket.send_text("too late")
    await socket.close()


@pytest.fixture
def client() -> TestClient:
    return TestClient(app)


def test_a_call_runs_over_a_real_websocket(client: TestClient) -> None:
    with client.websocket_connect("/echo") as far_end:
        far_end.send_text(RAW_START)
        assert far_end.receive_json() == {"event": "ready", "rate": 16000}
        far_end.send_bytes(pcm(ramp(320)))
        assert far_end.receive_bytes() == pcm(ramp(320))
        far_end.send_json({"event": "key", "digit": "5"})
        assert far_end.receive_json() == {"event": "mark", "name": "5"}
        far_end.send_json({"event": "key", "digit": "#"})
        assert far_end.receive_json() == {"event": "stop"}
        with pytest.raises(WebSocketDisconnect) as closed:
            far_end.receive_json()
    assert closed.value.code == 1000


def test_a_busy_line_is_closed_with_its_own_code(client: TestClient) -> None:
    with client.websocket_connect("/busy") as far_end, pytest.raises(WebSocketDisconnect) as closed:
        far_end.receive_json()
    assert closed.value.code == 1013


def test_a_far_end_that_is_gone_raises_nothing(client: TestClient) -> None:
    with client.websocket_connect("/deaf") as far_end:
        far_end.close()
