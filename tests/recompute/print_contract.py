"""Prints a drawn contract (draw_contract.py) as the TOML that the program reads."""
from draw_contract import listed, quoted
from draw_scores import print_axis


def print_contract(contract):
    lines = ["handoff = 2", "[contract]", 'name = "drawn"', 'version = "1"']
    if contract.count:
        lines.append(f"count = {quoted(contract.count)}")
    lines += ["[time]", f"zone = {quoted(contract.zone)}", f"week_start = {quoted(contract.week_start)}"]
    lines += ["[columns]"] * bool(contract.keeps)
    lines += [f'{name} = {{ column = "{name}", keeps = "last" }}' for name in contract.keeps]
    for name, hours in contract.calendars.items():
        lines += print_calendar(name, hours)
    for table, rows in [("define", contract.define), ("lane", contract.lanes), ("segment", contract.segments),
                        ("route", contract.routes)]:
        if rows:
            lines.append(f"[{table}]")
            lines += [f"{name} = {quoted(node)}" for name, node in rows]
    for axis in contract.axes:
        lines += print_axis(axis, quoted)
    for stage in contract.stages:
        lines += print_stage(stage)
    if contract.skipped_counted:
        lines += ["[funnel]", 'skipped = "counted"']
    for leave in contract.exits:
        lines += ["[[exit]]", f"name = {quoted(leave['name'])}"]
        lines += [f"{key} = {quoted(leave[key])}" for key in ("at", "when") if leave[key] is not None]
        if leave["value"]:
            lines.append(f"value = {listed(leave['value'])}")
    for clock in contract.clocks:
        lines += print_clock(contract, clock)
    if contract.disposition:
        lines += print_disposition(contract.disposition)
    if contract.enrichment:
        lines += ["[enrichment]", f"required = {listed(contract.enrichment)}"]
    for promise in contract.commitments:
        lines += ["[[commitment]]"] + [f"{k} = {quoted(promise[k])}" for k in ("name", "metric", "per")]
        lines += [f"{k} = {promise[k]}" for k in ("target", "floor") if promise[k] is not None]
        if promise["within"] and not promise["in_metric"]:
            lines.append(f"within = {quoted(promise['within_text'])}")
        if promise["mix"]:
            lines.append(f"mix = {{ {', '.join(f'{k} = {v}' for k, v in promise['mix'].items())} }}")
        if promise["where"] is not None:
            lines.append(f"where = {quoted(promise['where'])}")
    if contract.touch:
        lines += ["[touch]", 'types = { Call = "phone" }']
    for step in contract.escalations:
        lines += ["[[escalation]]"] + [f"{k} = {quoted(step[k])}" for k in ("name", "commitment", "below")]
        lines += [f'for = "{step["count"]} {step["grain"]}s"', f"to = {listed(step['to'])}"]
        if step["due"]:
            lines.append(f'due = "{step["due"]}d"')
    return "\n".join(lines) + "\n"


def print_calendar(name, hours):
    lines = [f"[calendar.{name}]"]
    if hours["zone"]:
        lines.append(f"zone = {quoted(hours['zone'])}")
    lines.append(f"{hours['key']} = {listed(hours['hours'])}")
    if hours["holidays"]:
        lines.append(f"holidays = [{', '.join(hours['holidays'])}]")
    if hours["on"]:
        days = ", ".join(f"{day} = {listed(open_)}" for day, open_ in hours["on"].items())
        lines.append(f"on = {{ {days} }}")
    return lines


def print_stage(stage):
    lines = ["[[stage]]", f"name = {quoted(stage.name)}"]
    if stage.at:
        lines.append(f"at = {quoted(stage.at)}")
    if stage.value:
        lines.append(f"value = {listed(stage.value)}")
    if stage.gates is not None:
        rows = ", ".join(f"{name} = {quoted(node)}" for name, node in stage.gates.items())
        lines.append(f"when = {{ {rows} }}")
    elif stage.when is not None:
        lines.append(f"when = {quoted(stage.when)}")
    if stage.dated_by:
        lines.append(f"dated_by = {quoted(stage.dated_by)}")
    if not stage.needed:
        lines.append('claim = "not needed"')
    if stage.maturity:
        lines.append(f"maturity = {quoted(stage.maturity_text)}")
    return lines


def print_clock(contract, clock):
    lines = ["[[clock]]"] + [f"{k} = {quoted(clock[k])}" for k in ("name", "on", "start", "stop", "limit")]
    lines += [f"{k} = {quoted(clock[k])}" for k in ("where", "exempt", "before") if clock[k] is not None]
    if clock["where_stands"]:
        lines.append("where_stands = true")
    if clock["calendar"] not in (None, "default"):
        lines.append(f"calendar = {quoted(clock['calendar'])}")
    if clock["target"] is not None:
        lines.append(f"target = {clock['target']}")
    return lines


def print_disposition(rules):
    lines = ["[disposition]", f"states = {listed(rules['states'])}"]
    if rules["reasons"]:
        lines.append(f"reasons = {listed(rules['reasons'])}")
    if rules["reason_required"]:
        lines.append(f"reason_required = {listed(rules['reason_required'])}")
    if rules["limit"]:
        lines.append(f"limit = {quoted(rules['limit'])}")
    return lines
