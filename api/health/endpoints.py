"""`/health/*` and `/metrics`.

An engine that is away makes the service `degraded`, and the answer is still 200: help lines, the
crisis net, offerings and bookings work without it, so no load balancer should take the page away
from people for that. A database that is away gives 503.
"""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from api.db import DatabaseDep
from api.health import service
from api.health.schemas import Live, Ready
from api.security import METRICS

router = APIRouter(tags=["health"])


@router.get("/health/live")
async def live() -> Live:
    """Whether the process runs; asks nobody else."""
    return Live()


@router.get("/health/ready", responses={503: {"model": Ready}})
async def ready(request: Request, response: Response, database: DatabaseDep) -> Ready:
    """Whether people can be served."""
    state = await service.readiness(database, request.app.state.engine_http)
    if state.status == "unavailable":
        response.status_code = 503
    return state


@router.get("/metrics", dependencies=[METRICS])
async def metrics(database: DatabaseDep) -> Response:
    """Counters for Prometheus."""
    return Response(await service.render_metrics(database), media_type=CONTENT_TYPE_LATEST)
