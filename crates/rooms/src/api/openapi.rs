//! The description of the API, OpenAPI 3.1. A test holds it against the register of routes, both ways.

use axum::Json;
use serde_json::{Value, json};

/// `GET /api/openapi.json`
pub(super) async fn document() -> Json<Value> {
    Json(describe())
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn id() -> Value {
    json!({ "type": "string", "format": "uuid" })
}

fn maybe(mut schema: Value) -> Value {
    if let Some(kind) = schema.get("type").cloned() {
        schema["type"] = json!([kind, "null"]);
    }
    schema
}

fn object(needed: &[&str], properties: Value) -> Value {
    json!({ "type": "object", "required": needed, "properties": properties })
}

fn schemas() -> Value {
    let (moment, date, number, whole, truth) = (
        json!({ "type": "string", "format": "date-time" }),
        json!({ "type": "string", "format": "date" }),
        json!({ "type": "number" }),
        json!({ "type": "integer" }),
        json!({ "type": "boolean" }),
    );
    json!({
        "Problem": object(&["type", "title", "status", "detail"], json!({
            "type": text(), "title": text(), "status": whole, "detail": text(),
            "errors": { "type": "array", "items": object(&["field", "detail"], json!({ "field": text(), "detail": text() })) },
            "yours": { "description": "On 412: what was sent." }, "theirs": { "description": "On 412: what is saved now." },
        })),
        "Me": object(&["id", "name", "district", "language", "roles"], json!({
            "id": id(), "name": text(), "district": id(), "language": text(),
            "roles": { "type": "array", "items": object(&["role"], json!({ "role": text(), "organization": id(), "organizationName": text() })) },
        })),
        "Community": object(&["id", "name", "organization", "basis", "composition", "mode", "members", "rev"], json!({
            "id": id(), "organization": id(), "organizationName": text(), "name": text(), "purpose": text(), "basis": text(),
            "composition": text(), "mode": text(), "grades": text(), "subjects": text(), "members": whole, "part": maybe(text()),
            "archived": truth, "rev": whole,
        })),
        "Member": object(&["person", "name", "part", "since"], json!({ "person": id(), "name": text(), "part": text(), "since": moment })),
        "Goal": object(&["id", "level", "kind", "owner", "text", "at", "rev"], json!({
            "id": id(), "level": text(), "kind": text(), "serves": maybe(id()), "need": maybe(id()), "text": text(), "at": moment,
            "owner": object(&["kind", "id", "name"], json!({ "kind": text(), "id": id(), "name": text() })),
            "ended": maybe(moment.clone()), "rev": whole,
        })),
        "NewGoal": object(&["text", "kind"], json!({
            "text": text(), "kind": { "enum": ["student", "educator"] }, "ownerPerson": id(), "ownerCommunity": id(),
            "ownerOrganization": id(), "serves": { "type": "string", "format": "uuid", "description": "The student goal an educator goal serves; needed for one." },
        })),
        "Measure": object(&["id", "goal", "name", "unit", "better", "observations", "rev"], json!({
            "id": id(), "goal": id(), "name": text(), "unit": text(), "baseline": maybe(number.clone()), "baselineDate": maybe(date.clone()),
            "target": maybe(number.clone()), "targetDate": maybe(date.clone()), "better": { "enum": ["higher", "lower"] },
            "observations": { "type": "array", "items": { "$ref": "#/components/schemas/Observation" } },
            "withheld": { "type": "integer", "description": "How many values rest on too few people to be shown to you." }, "rev": whole,
        })),
        "Observation": object(&["id", "date", "value"], json!({
            "id": id(), "goal": id(), "date": date, "value": number, "n": maybe(whole.clone()), "note": text(),
        })),
        "NewObservation": object(&["date", "value"], json!({ "date": date, "value": number, "n": whole, "note": text() })),
        "NewAlignment": object(&["below", "above", "from"], json!({ "below": id(), "above": id(), "from": { "enum": ["below", "above"] } })),
        "Alignment": object(&["id", "below", "above", "from"], json!({ "id": id(), "below": id(), "above": id(), "from": text() })),
        "NewAnswer": object(&["answer"], json!({ "answer": { "enum": ["accepted", "declined", "withdrawn"] } })),
        "Answer": object(&["id", "answer"], json!({ "id": id(), "answer": text() })),
        "CycleSummary": object(&["id", "community", "title", "state", "step"], json!({
            "id": id(), "community": id(), "title": text(), "state": text(), "step": text(), "due": maybe(date.clone()), "studentGoal": maybe(id()),
        })),
        "Cycle": object(&["id", "community", "title", "shape", "steps", "step", "state", "began", "rev"], json!({
            "id": id(), "community": id(), "title": text(), "shape": text(), "step": text(), "state": text(), "outcome": maybe(text()),
            "steps": { "type": "array", "items": object(&["key", "name"], json!({ "key": text(), "name": text() })) },
            "began": moment, "closed": maybe(moment.clone()), "due": maybe(date), "grewFrom": maybe(id()), "studentNeed": maybe(id()),
            "educatorNeed": maybe(id()), "studentGoal": maybe(id()), "educatorGoal": maybe(id()), "strategy": maybe(id()), "rev": whole,
        })),
        "Entry": object(&["id", "cycle", "step", "kind", "fields", "by", "at", "rev"], json!({
            "id": id(), "cycle": id(), "step": text(), "kind": text(), "fields": { "type": "object", "additionalProperties": text() },
            "by": id(), "byName": text(), "at": moment, "changed": moment, "rev": whole,
            "evidence": { "type": "array", "items": object(&["id", "kind", "text"], json!({
                "id": id(), "kind": text(), "text": text(), "value": maybe(number), "link": maybe(text()), "file": maybe(id()) })) },
        })),
        "NewEntry": object(&["step", "fields"], json!({
            "step": text(), "fields": { "type": "object", "additionalProperties": text() }, "peersOnly": truth,
        })),
        "ChangedEntry": object(&["fields"], json!({ "fields": { "type": "object", "additionalProperties": text() } })),
    })
}

/// One operation: path, method, what it does, the body it takes, what it answers, whether that is a list.
struct Operation(&'static str, &'static str, &'static str, Option<&'static str>, &'static str, bool);

const OPERATIONS: &[Operation] = &[
    Operation("/api/v1/me", "get", "Whom the token acts as.", None, "Me", false),
    Operation("/api/v1/communities", "get", "The communities you are in.", None, "Community", true),
    Operation("/api/v1/communities/{id}", "get", "One community.", None, "Community", false),
    Operation("/api/v1/communities/{id}/members", "get", "Who is in a community.", None, "Member", true),
    Operation("/api/v1/goals", "get", "The goals of the district that you can see.", None, "Goal", true),
    Operation("/api/v1/goals", "post", "Set a goal for whom you speak.", Some("NewGoal"), "Goal", false),
    Operation("/api/v1/goals/{id}", "get", "One goal.", None, "Goal", false),
    Operation("/api/v1/goals/{id}/measures", "get", "What is watched for a goal.", None, "Measure", true),
    Operation(
        "/api/v1/measures/{id}/observations",
        "post",
        "Note a value.",
        Some("NewObservation"),
        "Observation",
        false,
    ),
    Operation(
        "/api/v1/alignments",
        "post",
        "Offer that one goal serves another.",
        Some("NewAlignment"),
        "Alignment",
        false,
    ),
    Operation("/api/v1/alignments/{id}/answer", "post", "Answer an offer.", Some("NewAnswer"), "Answer", false),
    Operation("/api/v1/cycles", "get", "The newest cycle of each of your communities.", None, "CycleSummary", true),
    Operation("/api/v1/cycles/{id}", "get", "One cycle.", None, "Cycle", false),
    Operation("/api/v1/cycles/{id}/entries", "get", "What was written in a cycle.", None, "Entry", true),
    Operation("/api/v1/cycles/{id}/entries", "post", "Write at a step.", Some("NewEntry"), "Entry", false),
    Operation("/api/v1/entries/{id}", "patch", "Change what you wrote.", Some("ChangedEntry"), "Entry", false),
];

/// The whole document.
pub(super) fn describe() -> Value {
    let mut paths = serde_json::Map::new();
    for operation in OPERATIONS {
        let Operation(path, method, ..) = operation;
        paths.entry(*path).or_insert_with(|| json!({}))[*method] = one(operation);
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Perennial", "version": env!("CARGO_PKG_VERSION"), "description":
            "The same things as the pages, with the same rules of who sees what. A token acts as its person." },
        "security": [{ "token": [] }],
        "paths": paths,
        "components": { "schemas": schemas(), "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } } },
    })
}

fn one(&Operation(path, method, summary, body, answer, list): &Operation) -> Value {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let schema = if list {
        object(
            &["items", "next"],
            json!({ "items": { "type": "array", "items": reference(answer) }, "next": maybe(text()) }),
        )
    } else {
        reference(answer)
    };
    let mut parameters = Vec::new();
    if path.contains("{id}") {
        parameters.push(json!({ "name": "id", "in": "path", "required": true, "schema": id() }));
    }
    if list {
        parameters.push(
            json!({ "name": "limit", "in": "query", "schema": { "type": "integer", "minimum": 1, "maximum": 100 } }),
        );
        parameters.push(json!({ "name": "cursor", "in": "query", "schema": text() }));
    }
    if method != "get" {
        parameters.push(json!({ "name": "Idempotency-Key", "in": "header", "schema": text() }));
    }
    if method == "patch" {
        parameters.push(json!({ "name": "If-Match", "in": "header", "required": true, "schema": text() }));
    }
    let status = if method == "post" && !path.ends_with("/answer") { "201" } else { "200" };
    let problem = json!({ "description": "A problem.", "content": { "application/problem+json": { "schema": reference("Problem") } } });
    let mut operation = json!({
        "summary": summary, "parameters": parameters,
        "responses": { status: { "description": "Done.", "content": { "application/json": { "schema": schema } } }, "default": problem },
    });
    if let Some(body) = body {
        operation["requestBody"] =
            json!({ "required": true, "content": { "application/json": { "schema": reference(body) } } });
    }
    operation
}
