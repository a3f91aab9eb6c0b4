"""Benchmark of fitting BG/NBD and Gamma-Gamma: published estimates, and the package lifetimes."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

from yingke.engines.scoring.lifetime import Histories, fit_bgnbd, fit_gamma_gamma

Claims = list[tuple[str, bool]]

END = date(1997, 9, 30)
PAPER = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426, "log likelihood": -9582.4}
NOTE = {"p": 6.25, "q": 3.74, "v": 15.44}
TRUTH = (0.243, 4.414, 0.793, 2.426)


def best_of(times: int, function: Callable[[], object]) -> tuple[float, object]:
    """Return the shortest time of several runs, and the last result."""
    shortest, found = float("inf"), None
    for _ in range(times):
        started = time.perf_counter()
        found = function()
        shortest = min(shortest, time.perf_counter() - started)
    return shortest, found


def calibration(folder: Path) -> dict[str, np.ndarray]:
    """Return x, t_x and T in weeks, and the mean repeat spend, of each customer until ``END``."""
    path = next(folder.rglob("CDNOW_sample.txt"), None)
    if path is None:
        sys.exit(f"CDNOW_sample.txt not found in {folder}")
    purchases: dict[str, dict[date, float]] = {}
    for line in path.read_text().splitlines():
        _, customer, day, _, value = line.split()
        when = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        if when <= END:
            days = purchases.setdefault(customer, {})
            days[when] = days.get(when, 0.0) + float(value)
    rows = []
    for days in purchases.values():
        first, last = min(days), max(days)
        repeats = [value for day, value in days.items() if day != first]
        spent = float(np.mean(repeats)) if repeats else 0.0
        rows.append((len(repeats), (last - first).days / 7, (END - first).days / 7, spent))
    return dict(zip(("x", "t_x", "t", "spent"), np.array(rows).T, strict=True))


def bench_published(folder: Path) -> Claims:
    """Compare the estimates on CDNOW with the papers', and the time of the fit with lifetimes'."""
    data = calibration(folder)
    histories = Histories.of(data["x"], data["t_x"], data["t"])
    ours, fit = best_of(20, lambda: fit_bgnbd(histories))
    known = (data["x"] > 0) & (data["spent"] > 0)
    x, spent = data["x"][known], data["spent"][known]
    ours_spend, spend = best_of(20, lambda: fit_gamma_gamma(x, spent))
    print(
        f"CDNOW, {len(data['x'])} customers, 39 weeks\n{'':16}{'ours':>12}{'± se':>9}{'paper':>10}"
    )
    found = dict(zip(PAPER, [*fit.parameters, fit.log_likelihood], strict=True))
    errors = [*fit.standard_errors, None]
    for (name, value), error, paper in zip(found.items(), errors, PAPER.values(), strict=True):
        shown = "" if error is None else f"{error:9.3f}"
        print(f"  {name:14}{value:12.3f}{shown:>9}{paper:10}")
    same = all(round(found[n], 1 if n[0] == "l" else 3) == paper for n, paper in PAPER.items())
    for name, value, error in zip(NOTE, spend.parameters, spend.standard_errors, strict=True):
        print(f"  {name:14}{value:12.3f}{error:9.3f}{NOTE[name]:10}")
    spend_same = all(round(v, 2) == NOTE[n] for n, v in zip(NOTE, spend.parameters, strict=True))
    claims = [
        ("BG/NBD on CDNOW equals the paper to its printed digits", same),
        ("Gamma-Gamma on CDNOW equals the note to its printed digits", spend_same),
    ]
    return claims + compare_lifetimes(data, x, spent, ours, ours_spend)


def compare_lifetimes(
    data: dict[str, np.ndarray], x: np.ndarray, spent: np.ndarray, ours: float, ours_spend: float
) -> Claims:
    """Time the same two fits with lifetimes."""
    try:
        from lifetimes import BetaGeoFitter, GammaGammaFitter
    except (
        ImportError,
        AttributeError,
    ) as error:  # it does not run with current versions of its dependencies
        print(f"  lifetimes cannot run here: {error}")
        return [("the fit is 5 times as fast as lifetimes (not measured)", False)]
    theirs, _ = best_of(5, lambda: BetaGeoFitter().fit(data["x"], data["t_x"], data["t"]))
    theirs_spend, _ = best_of(5, lambda: GammaGammaFitter().fit(x, spent))
    for name, one, other in (
        ("BG/NBD", ours, theirs),
        ("Gamma-Gamma", ours_spend, theirs_spend),
    ):
        print(
            f"  fit, {name:14}{one * 1e3:7.1f} ms, lifetimes {other * 1e3:7.1f} ms: "
            f"{other / one:5.1f} times as fast"
        )
    return [
        ("the fit on CDNOW is at least 5 times as fast as lifetimes", theirs >= 5 * ours),
    ]


def simulate(customers: int, seed: int = 7) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return x, t_x and T (weeks) of BG/NBD customers observed for 27 to 39 weeks."""
    rng = np.random.default_rng(seed)
    r, alpha, a, b = TRUTH
    rate, leaves = rng.gamma(r, 1 / alpha, customers), rng.beta(a, b, customers)
    t = rng.integers(27 * 7, 39 * 7 + 1, customers) / 7
    x, t_x, now = np.zeros(customers), np.zeros(customers), np.zeros(customers)
    live = np.arange(customers)
    while live.size:
        now[live] += rng.exponential(1 / np.maximum(rate[live], 1e-300))
        live = live[now[live] <= t[live]]
        x[live] += 1
        t_x[live] = now[live]
        live = live[rng.random(live.size) >= leaves[live]]
    return x, t_x, t


def bench_simulated(customers: int) -> Claims:
    """Measure time and memory of the fit to simulated customers, each fit in its own process."""
    with tempfile.TemporaryDirectory() as folder:
        exact, days = Path(folder) / "exact.npz", Path(folder) / "days.npz"
        x, t_x, t = simulate(customers)
        np.savez(exact, x=x, t_x=t_x, t=t)
        np.savez(days, x=x, t_x=np.minimum(np.ceil(t_x * 7) / 7, t), t=t)
        print(f"\n{customers:,} customers simulated from BG/NBD with r, α, a, b = {TRUTH}")
        results = {}
        for name, kind, path in (
            ("ours, exact times", "ours", exact),
            ("ours, whole days", "ours", days),
            ("lifetimes, exact times", "lifetimes", exact),
        ):
            output = subprocess.run(  # noqa: S603 – this file, no shell
                [sys.executable, __file__, kind, str(path)],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
            results[name] = found = json.loads(output.splitlines()[-1])
            values = ", ".join(f"{value:.4f}" for value in found["parameters"])
            print(
                f"  {name:24}{found['seconds']:7.2f} s ({found['cpu_seconds']:.2f} s CPU)"
                f"{found['mebibytes']:7.0f} MiB more  {values}"
            )
    ours, theirs = results["ours, exact times"], results["lifetimes, exact times"]
    ratio = theirs["seconds"] / ours["seconds"]
    print(f"  {ratio:.1f} times as fast on the same times")
    return [
        (f"the fit to {customers:,} customers is at least 10 times as fast", ratio >= 10),
        ("and takes less memory", ours["mebibytes"] < theirs["mebibytes"]),
    ]


def memory(field: str) -> int:
    """Return the resident memory of this process in KiB, current (VmRSS) or peak (VmHWM)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field))


def ours_fit(x: np.ndarray, t_x: np.ndarray, t: np.ndarray) -> list[float]:
    """Return the parameters fitted by this engine."""
    return fit_bgnbd(Histories.of(x, t_x, t)).parameters.tolist()


def lifetimes_fit(x: np.ndarray, t_x: np.ndarray, t: np.ndarray) -> list[float]:
    """Return the parameters fitted by lifetimes."""
    from lifetimes import BetaGeoFitter

    return list(BetaGeoFitter().fit(x, t_x, t).params_)


FITS = {"ours": ours_fit, "lifetimes": lifetimes_fit}


def run_fit(kind: str, path: str) -> None:
    """Fit in this process and print time, memory and parameters as JSON."""
    data = np.load(path)
    x, t_x, t = data["x"], data["t_x"], data["t"]
    FITS[kind](*simulate(2_000))  # warms up imports and compiled code
    Path("/proc/self/clear_refs").write_text("5")  # resets the peak
    before = memory("VmRSS")
    worked = time.process_time()
    seconds, parameters = best_of(2, lambda: FITS[kind](x, t_x, t))
    cpu_seconds = (time.process_time() - worked) / 2
    result = {
        "seconds": seconds,
        "cpu_seconds": cpu_seconds,
        "mebibytes": (memory("VmHWM") - before) / 1024,
        "parameters": parameters,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    run_fit(*sys.argv[1:])
