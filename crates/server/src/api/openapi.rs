//! The description of the endpoints: OpenAPI 3.1, whose schemas are those of the types that are served.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::endpoints::{ENDPOINTS, Endpoint};
use super::problem::Problem;
use crate::site::Site;

pub(crate) fn document(site: &Site) -> Value {
    let dossier = site.dossier();
    let settings =
        SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut generator = settings.into_generator();
    let problem = generator.subschema_for::<Problem>();
    let mut paths = Map::new();
    for endpoint in ENDPOINTS {
        let schema = (endpoint.schema)(&mut generator);
        let example = (endpoint.example)(dossier);
        let responses = json!({
            "200": { "description": "The answer", "content": { "application/json": { "schema": schema } } },
            "default": { "description": "Why there is none", "content": { "application/problem+json": { "schema": problem } } },
        });
        let operation = json!({
            "operationId": name(endpoint),
            "summary": endpoint.summary,
            "parameters": parameters(endpoint, example.as_deref()),
            "responses": responses,
        });
        paths.insert(format!("/api/v1{}", endpoint.shown()), json!({ "get": operation }));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": dossier.meta.title,
            "version": dossier.meta.program,
            "description": "The dossier as data. Every number has an id, a method, and rows with sources. Nothing needs a key.",
        },
        "servers": [{ "url": if site.base().is_empty() { "/" } else { site.base() } }],
        "paths": paths,
        "components": { "schemas": generator.take_definitions(true) },
    })
}

/// `figures_data` for `/figures/{figure}/data`.
fn name(endpoint: &Endpoint) -> String {
    let path = endpoint.shown();
    let words: Vec<&str> = path.split(['/', '{', '}']).filter(|part| !part.is_empty()).collect();
    if words.is_empty() { "index".to_owned() } else { words.join("_") }
}

fn parameters(endpoint: &Endpoint, example: Option<&str>) -> Vec<Value> {
    let path = endpoint.shown();
    let part = path.split('{').nth(1).and_then(|rest| rest.split('}').next());
    let mut all: Vec<Value> = part
        .map(|part| json!({ "name": part, "in": "path", "required": true, "schema": { "type": "string" }, "example": example }))
        .into_iter()
        .collect();
    let query = endpoint.query.iter().chain(&[("v", "answer only for data whose hash begins so")]);
    all.extend(query.map(
        |(name, words)| json!({ "name": name, "in": "query", "description": words, "schema": { "type": "string" } }),
    ));
    all
}
