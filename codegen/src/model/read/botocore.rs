//! botocore's `service-2.json`, with the files beside it → Smithy 2.0 JSON AST.
//!
//! The result is an ordinary model: it is loaded like any other, and what is wrong with it is found there. Only what
//! the Smithy form cannot say is reported here.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use serde_json::{Map, Value, json};

use super::json::{self, kind};
use crate::model::id::{UNIT, is_identifier};
use crate::model::problem::{Errors, Place, Report, shortened};

/// The files beside a `service-2.json`, parsed.
#[derive(Debug, Default)]
pub(in crate::model) struct Sidecars {
    paginators: Option<Value>,
    rule_set: Option<Value>,
}

impl Sidecars {
    /// Reads the files that botocore keeps in the same folder; none of them needs to exist.
    pub(in crate::model) fn in_folder(folder: &Path, strict: bool) -> Result<Self, Errors> {
        let read = |name: &str| {
            let path = folder.join(name);
            if !path.is_file() {
                return Ok(None);
            }
            let mut report = Report::new(&path.display().to_string(), strict);
            let bytes = json::read_file(&path, &mut report)?;
            json::parse(&bytes, &mut report).map(Some)
        };
        Ok(Self { paginators: read("paginators-1.json")?, rule_set: read("endpoint-rule-set-1.json")? })
    }

    /// Paginators from memory.
    pub(in crate::model) fn of_paginators(name: &str, bytes: &[u8], strict: bool) -> Result<Self, Errors> {
        let paginators = json::parse(bytes, &mut Report::new(name, strict))?;
        Ok(Self { paginators: Some(paginators), rule_set: None })
    }
}

/// Whether the value looks like a botocore service description.
pub(in crate::model) fn is_botocore(value: &Value) -> bool {
    value.get("metadata").is_some_and(|metadata| metadata.get("protocol").is_some())
}

/// Converts a service description.
pub(in crate::model) fn convert(value: Value, sidecars: Sidecars, report: &mut Report) -> Result<Value, Errors> {
    let Value::Object(top) = value else {
        return report.fail(Place::default(), "expected an object at the top", "Give a botocore service-2.json.");
    };
    let mut top = Fields::new(top, Place::default());
    let mut metadata = top.fields("metadata", report);
    let operations = top.object("operations", report);
    let shapes = top.object("shapes", report);
    let documentation = top.text("documentation", report);
    let client_context = top.take("clientContextParams");
    top.finish(&["version", "examples"], report);

    let id = metadata.text("serviceId", report);
    let full_name = metadata.text("serviceFullName", report);
    let target = metadata.text("targetPrefix", report);
    let abbreviation = metadata.text("serviceAbbreviation", report);
    let protocols = protocols(&mut metadata, report);
    // What follows would complain of what only another protocol leaves out.
    report.checkpoint()?;
    let service_name =
        id.or_else(|| abbreviation.as_deref().or(full_name.as_deref()).map(derived_id)).unwrap_or_default();
    let namespace = namespace(&service_name, report);
    // The header carries what follows the last dot in Smithy's form: the name of the service shape.
    let shape_name = target.as_deref().and_then(|target| target.rsplit('.').next()).unwrap_or_default().to_owned();
    if !is_identifier(&shape_name) {
        let message = format!("metadata.targetPrefix: expected an identifier, found {}", shortened(&shape_name));
        report.error(Place::default(), message, "Only services with a JSON RPC protocol can be converted.");
    }
    report.checkpoint()?;

    let uses = Uses::count(&operations, &shapes);
    let mut converter = Converter { namespace, uses, shapes: Map::new(), report };
    let mut paginators = converter.paginators(sidecars.paginators);
    let mut discovery = None;
    let mut operation_ids = Vec::with_capacity(operations.len());
    for (key, value) in operations {
        let pages = paginators.shift_remove(&key);
        if let Some(operation) = converter.operation(&key, value, pages) {
            if operation.discovery {
                discovery = Some(operation.id.clone());
            }
            operation_ids.push(json!({ "target": operation.id }));
        }
    }
    for name in paginators.keys() {
        let message = format!("the paginators name {}, which is not an operation", shortened(name));
        converter.report.warn(Place::default(), message, "Take the two files from the same release.");
    }
    for (name, value) in shapes {
        converter.shape(&name, value);
    }

    let mut traits = converter.service_traits(&mut metadata, &service_name, protocols);
    if let Some(operation) = discovery {
        put(&mut traits, "aws.api#clientEndpointDiscovery", json!({ "operation": operation }));
    }
    put_text(&mut traits, "smithy.api#documentation", documentation);
    put_text(&mut traits, "smithy.api#title", full_name);
    if let Some(params) = client_context {
        put(&mut traits, "smithy.rules#clientContextParams", params);
    }
    if let Some(rule_set) = sidecars.rule_set {
        put(&mut traits, "smithy.rules#endpointRuleSet", rule_set);
    }
    let version = metadata.text("apiVersion", converter.report).unwrap_or_default();
    metadata.finish(&METADATA_WITHOUT_EFFECT, converter.report);
    let service = object([
        ("type", Value::from("service")),
        ("version", Value::String(version)),
        ("operations", Value::Array(operation_ids)),
        ("traits", Value::Object(traits)),
    ]);
    let mut all = Map::new();
    all.insert(converter.id(&shape_name), service);
    all.append(&mut converter.shapes);
    converter.report.checkpoint()?;
    Ok(object([("smithy", Value::from("2.0")), ("shapes", Value::Object(all))]))
}

/// The protocols of the service, of which one must be among those that are converted.
fn protocols(metadata: &mut Fields, report: &mut Report) -> Vec<String> {
    let first = metadata.text("protocol", report);
    let mut protocols = metadata.texts("protocols", report);
    if protocols.is_empty() {
        protocols.extend(first);
    }
    if !protocols.iter().any(|protocol| matches!(protocol.as_str(), "json" | "smithy-rpc-v2-cbor")) {
        let message = format!("the protocol {} is not converted", shortened(&protocols.join(", ")));
        let remedy = "Give a service with the protocol `json` or `smithy-rpc-v2-cbor`.";
        report.error(Place::default(), message, remedy);
    }
    protocols
}

/// The id of a service without `serviceId`, as the official SDKs made it of its name before there was one.
fn derived_id(name: &str) -> String {
    let short = ["Amazon ", "AWS "].iter().find_map(|maker| name.strip_prefix(maker)).unwrap_or(name);
    short.to_owned()
}

/// Names that only other SDKs, other protocols or the documentation use.
const METADATA_WITHOUT_EFFECT: [&str; 8] = [
    "checksumFormat",
    "globalEndpoint",
    "protocolSettings",
    "ripServiceName",
    "serviceId",
    "signatureVersion",
    "timestampFormat",
    "uid",
];

/// The namespace that AWS gives the Smithy model of a service.
fn namespace(service: &str, report: &mut Report) -> String {
    let name: String = service.chars().filter(char::is_ascii_alphanumeric).collect();
    if name.is_empty() || name.starts_with(|first: char| first.is_ascii_digit()) {
        let message = format!("metadata.serviceId: no namespace follows from {}", shortened(service));
        report.error(Place::default(), message, "Give the service an id that begins with an ASCII letter.");
    }
    format!("com.amazonaws.{}", name.to_ascii_lowercase())
}

/// An object of the file whose properties are taken one by one, so that what is left over is noticed.
struct Fields {
    map: Map<String, Value>,
    place: Place,
}

impl Fields {
    fn new(map: Map<String, Value>, place: Place) -> Self {
        Self { map, place }
    }

    fn of(value: Value, place: Place, report: &mut Report) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self { map, place }),
            other => {
                let message = format!("expected an object, found {}", kind(&other));
                report.error(place, message, REMEDY);
                None
            }
        }
    }

    /// A null stands for a property that is not there.
    fn take(&mut self, key: &str) -> Option<Value> {
        self.map.get_mut(key).map(Value::take).filter(|value| !value.is_null())
    }

    fn wrong(&self, key: &str, expected: &str, found: &Value, report: &mut Report) {
        let message = format!("{key}: expected {expected}, found {}", kind(found));
        report.error(self.place.clone(), message, REMEDY);
    }

    fn text(&mut self, key: &str, report: &mut Report) -> Option<String> {
        match self.take(key)? {
            Value::String(text) => Some(text),
            other => {
                self.wrong(key, "a string", &other, report);
                None
            }
        }
    }

    fn flag(&mut self, key: &str, report: &mut Report) -> bool {
        match self.take(key) {
            None => false,
            Some(Value::Bool(flag)) => flag,
            Some(other) => {
                self.wrong(key, "a boolean", &other, report);
                false
            }
        }
    }

    fn object(&mut self, key: &str, report: &mut Report) -> Map<String, Value> {
        match self.take(key) {
            None => Map::new(),
            Some(Value::Object(map)) => map,
            Some(other) => {
                self.wrong(key, "an object", &other, report);
                Map::new()
            }
        }
    }

    fn fields(&mut self, key: &str, report: &mut Report) -> Self {
        let map = self.object(key, report);
        Self::new(map, self.place.clone())
    }

    fn array(&mut self, key: &str, report: &mut Report) -> Vec<Value> {
        match self.take(key) {
            None => Vec::new(),
            Some(Value::Array(items)) => items,
            Some(other) => {
                self.wrong(key, "an array", &other, report);
                Vec::new()
            }
        }
    }

    fn texts(&mut self, key: &str, report: &mut Report) -> Vec<String> {
        let items = self.array(key, report);
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match item {
                Value::String(text) => texts.push(text),
                other => self.wrong(key, "strings", &other, report),
            }
        }
        texts
    }

    /// Reports what has not been taken and is not in the list of what has no effect.
    fn finish(self, without_effect: &[&str], report: &mut Report) {
        for (key, value) in &self.map {
            if !value.is_null() && !without_effect.contains(&key.as_str()) {
                let message = format!("the botocore property {} is not known and has no effect", shortened(key));
                report.warn(self.place.clone(), message, "Check its spelling.");
            }
        }
    }
}

const REMEDY: &str = "Fetch the file anew from a botocore release.";

fn put(traits: &mut Map<String, Value>, id: &str, value: Value) {
    traits.insert(id.to_owned(), value);
}

fn put_text(traits: &mut Map<String, Value>, id: &str, text: Option<String>) {
    if let Some(text) = text {
        put(traits, id, Value::String(text));
    }
}

fn put_flag(traits: &mut Map<String, Value>, id: &str, flag: bool) {
    if flag {
        put(traits, id, json!({}));
    }
}

/// Traits that shapes, members and operations write alike.
fn put_common(traits: &mut Map<String, Value>, fields: &mut Fields, report: &mut Report) {
    put_text(traits, "smithy.api#documentation", fields.text("documentation", report));
    let deprecated = fields.flag("deprecated", report);
    let message = fields.text("deprecatedMessage", report);
    let since = fields.text("deprecatedSince", report);
    if deprecated {
        let mut value = Map::new();
        put_text(&mut value, "message", message);
        put_text(&mut value, "since", since);
        put(traits, "smithy.api#deprecated", Value::Object(value));
    }
}

fn put_timestamp_format(traits: &mut Map<String, Value>, fields: &mut Fields, report: &mut Report) {
    let Some(format) = fields.text("timestampFormat", report) else { return };
    let smithy = match format.as_str() {
        "iso8601" => "date-time",
        "unixTimestamp" => "epoch-seconds",
        "rfc822" => "http-date",
        other => {
            let message = format!("timestampFormat: {} is not known", shortened(other));
            return report.error(fields.place.clone(), message, "Use iso8601, unixTimestamp or rfc822.");
        }
    };
    put(traits, "smithy.api#timestampFormat", json!(smithy));
}

/// How often each shape is used, to tell a structure that is an operation's own input or output.
struct Uses {
    inputs: HashMap<String, usize>,
    outputs: HashMap<String, usize>,
    other: HashSet<String>,
}

impl Uses {
    fn count(operations: &Map<String, Value>, shapes: &Map<String, Value>) -> Self {
        let mut uses = Self { inputs: HashMap::new(), outputs: HashMap::new(), other: HashSet::new() };
        let named = |value: &Value| value.get("shape").and_then(Value::as_str).map(str::to_owned);
        for operation in operations.values() {
            for (key, counts) in [("input", &mut uses.inputs), ("output", &mut uses.outputs)] {
                if let Some(name) = operation.get(key).and_then(named) {
                    *counts.entry(name).or_default() += 1;
                }
            }
            let errors = operation.get("errors").and_then(Value::as_array).into_iter().flatten();
            uses.other.extend(errors.filter_map(named));
        }
        for shape in shapes.values() {
            let members = shape.get("members").and_then(Value::as_object).into_iter().flat_map(Map::values);
            let others = ["member", "key", "value"].into_iter().filter_map(|key| shape.get(key));
            uses.other.extend(members.chain(others).filter_map(named));
        }
        uses
    }

    fn only_input(&self, name: &str) -> bool {
        self.inputs.get(name) == Some(&1) && !self.outputs.contains_key(name) && !self.other.contains(name)
    }

    fn only_output(&self, name: &str) -> bool {
        self.outputs.get(name) == Some(&1) && !self.inputs.contains_key(name) && !self.other.contains(name)
    }
}

struct Converter<'a> {
    namespace: String,
    uses: Uses,
    shapes: Map<String, Value>,
    report: &'a mut Report,
}

/// A converted operation.
struct Converted {
    id: String,
    /// Whether it tells clients the endpoint of the others.
    discovery: bool,
}

impl Converter<'_> {
    fn id(&self, name: &str) -> String {
        format!("{}#{name}", self.namespace)
    }

    fn reference(&mut self, fields: &mut Fields) -> Option<String> {
        let name = fields.text("shape", self.report);
        if name.is_none() {
            self.report.error(fields.place.clone(), "the reference has no `shape`", REMEDY);
        }
        name.map(|name| self.id(&name))
    }

    fn add(&mut self, id: String, shape: Value) {
        if self.shapes.contains_key(&id) {
            let message = "an operation and a shape have the same name";
            return self.report.error(Place::shape(id), message, "Rename one of them in the file.");
        }
        self.shapes.insert(id, shape);
    }

    /// The paginators by operation.
    fn paginators(&mut self, value: Option<Value>) -> Map<String, Value> {
        match value {
            None => Map::new(),
            Some(Value::Object(mut top)) => match top.get_mut("pagination").map(Value::take) {
                Some(Value::Object(map)) => map,
                _ => {
                    self.report.error(Place::default(), "the paginators have no object `pagination`", REMEDY);
                    Map::new()
                }
            },
            Some(other) => {
                let message = format!("the paginators: expected an object, found {}", kind(&other));
                self.report.error(Place::default(), message, REMEDY);
                Map::new()
            }
        }
    }

    fn service_traits(
        &mut self,
        metadata: &mut Fields,
        service_name: &str,
        protocols: Vec<String>,
    ) -> Map<String, Value> {
        let mut traits = Map::new();
        let prefix = metadata.text("endpointPrefix", self.report);
        let signing = metadata.text("signingName", self.report).or_else(|| prefix.clone());
        let mut service = Map::new();
        put_text(&mut service, "sdkId", Some(service_name.to_owned()));
        put_text(&mut service, "arnNamespace", signing.clone());
        put_text(&mut service, "endpointPrefix", prefix);
        put(&mut traits, "aws.api#service", Value::Object(service));

        let schemes = metadata.texts("auth", self.report);
        if schemes.is_empty() || schemes.iter().any(|scheme| scheme == "aws.auth#sigv4") {
            put(&mut traits, "aws.auth#sigv4", json!({ "name": signing.clone().unwrap_or_default() }));
        }
        for scheme in &schemes {
            match scheme.as_str() {
                "aws.auth#sigv4" => {}
                "aws.auth#sigv4a" => put(&mut traits, scheme, json!({ "name": signing.clone().unwrap_or_default() })),
                "smithy.api#noAuth" => {}
                other => put(&mut traits, other, json!({})),
            }
        }

        let version = metadata.text("jsonVersion", self.report);
        for protocol in protocols {
            match (protocol.as_str(), version.as_deref()) {
                ("json", Some("1.0")) => put(&mut traits, "aws.protocols#awsJson1_0", json!({})),
                ("json", Some("1.1") | None) => put(&mut traits, "aws.protocols#awsJson1_1", json!({})),
                ("json", Some(other)) => {
                    let message = format!("metadata.jsonVersion: {} is not known", shortened(other));
                    self.report.error(Place::default(), message, "Use 1.0 or 1.1.");
                }
                ("smithy-rpc-v2-cbor", _) => put(&mut traits, "smithy.protocols#rpcv2Cbor", json!({})),
                ("query", _) => put(&mut traits, "aws.protocols#awsQuery", json!({})),
                ("ec2", _) => put(&mut traits, "aws.protocols#ec2Query", json!({})),
                // The HTTP bindings of these are left behind, so the result must not claim them.
                _ => {}
            }
        }
        if metadata.take("awsQueryCompatible").is_some() {
            put(&mut traits, "aws.protocols#awsQueryCompatible", json!({}));
        }
        if let Some(uri) = metadata.text("xmlNamespace", self.report) {
            put(&mut traits, "smithy.api#xmlNamespace", json!({ "uri": uri }));
        }
        // Consumed by the caller before, or of no effect.
        metadata.take("targetPrefix");
        traits
    }

    fn operation(&mut self, key: &str, value: Value, pages: Option<Value>) -> Option<Converted> {
        let place = Place::shape(self.id(key));
        let mut fields = Fields::of(value, place.clone(), self.report)?;
        let name = fields.text("name", self.report).unwrap_or_else(|| key.to_owned());
        let id = self.id(&name);
        let mut operation = json!({ "type": "operation" });
        let mut set = |key: &str, value: Value| {
            if let Some(map) = operation.as_object_mut() {
                map.insert(key.to_owned(), value);
            }
        };
        for key in ["input", "output"] {
            let target = match fields.take(key) {
                None => UNIT.to_owned(),
                Some(reference) => {
                    let mut reference = Fields::of(reference, place.clone(), self.report)?;
                    let target = self.reference(&mut reference)?;
                    reference.finish(&["documentation", "locationName", "resultWrapper", "xmlNamespace"], self.report);
                    target
                }
            };
            set(key, json!({ "target": target }));
        }
        let mut errors: Vec<String> = Vec::new();
        for error in fields.array("errors", self.report) {
            let Some(mut error) = Fields::of(error, place.clone(), self.report) else { continue };
            if let Some(target) = self.reference(&mut error)
                && !errors.contains(&target)
            {
                errors.push(target);
            }
            error.finish(&["documentation", "error", "exception", "fault"], self.report);
        }
        if !errors.is_empty() {
            set("errors", errors.into_iter().map(|target| json!({ "target": target })).collect());
        }
        let (traits, discovery) = self.operation_traits(&mut fields, pages);
        set("traits", Value::Object(traits));
        fields.finish(&["http", "httpChecksum", "httpChecksumRequired", "alias", "internalonly"], self.report);
        self.add(id.clone(), operation);
        Some(Converted { id, discovery })
    }

    fn operation_traits(&mut self, fields: &mut Fields, pages: Option<Value>) -> (Map<String, Value>, bool) {
        let mut traits = Map::new();
        put_common(&mut traits, fields, self.report);
        put_flag(&mut traits, "smithy.api#idempotent", fields.flag("idempotent", self.report));
        put_flag(&mut traits, "smithy.api#readonly", fields.flag("readonly", self.report));
        let mut endpoint = fields.fields("endpoint", self.report);
        if let Some(prefix) = endpoint.text("hostPrefix", self.report) {
            put(&mut traits, "smithy.api#endpoint", json!({ "hostPrefix": prefix }));
        }
        endpoint.finish(&[], self.report);
        for (key, id) in [
            ("requestcompression", "smithy.api#requestCompression"),
            ("staticContextParams", "smithy.rules#staticContextParams"),
            ("operationContextParams", "smithy.rules#operationContextParams"),
            ("endpointdiscovery", "aws.api#clientDiscoveredEndpoint"),
        ] {
            if let Some(value) = fields.take(key) {
                put(&mut traits, id, value);
            }
        }
        self.auth(&mut traits, fields);
        if let Some(value) = pages
            && let Some(pages) = Fields::of(value, fields.place.clone(), self.report)
            && let Some(paginated) = self.paginated(pages)
        {
            put(&mut traits, "smithy.api#paginated", paginated);
        }
        (traits, fields.flag("endpointoperation", self.report))
    }

    fn auth(&mut self, traits: &mut Map<String, Value>, fields: &mut Fields) {
        let unsigned = fields.flag("unsignedPayload", self.report);
        let kind = fields.text("authtype", self.report);
        let mut schemes = fields.texts("auth", self.report);
        put_flag(traits, "aws.auth#unsignedPayload", unsigned || kind.as_deref() == Some("v4-unsigned-body"));
        let all = schemes.len();
        schemes.retain(|scheme| scheme != "smithy.api#noAuth");
        let none = kind.as_deref() == Some("none");
        if schemes.is_empty() && (none || all > 0) {
            put(traits, "smithy.api#auth", json!([]));
            return;
        }
        put_flag(traits, "smithy.api#optionalAuth", all > schemes.len());
        if !schemes.is_empty() {
            put(traits, "smithy.api#auth", json!(schemes));
            return;
        }
        match kind.as_deref() {
            None | Some("none" | "v4" | "v4-unsigned-body") => {}
            Some("bearer") => put(traits, "smithy.api#auth", json!(["smithy.api#httpBearerAuth"])),
            Some(other) => {
                let message = format!("authtype: {} is not known and has no effect", shortened(other));
                self.report.warn(fields.place.clone(), message, "Check how the operation authenticates.");
            }
        }
    }

    /// Smithy has one token and a plain path for each; the first result is the one that is walked.
    fn paginated(&mut self, mut pages: Fields) -> Option<Value> {
        let mut value = Map::new();
        for (key, smithy) in [("input_token", "inputToken"), ("output_token", "outputToken"), ("limit_key", "pageSize")]
        {
            match pages.take(key) {
                None if key == "limit_key" => {}
                Some(Value::String(path)) if is_path(&path) => put_text(&mut value, smithy, Some(path)),
                _ => {
                    let message = format!("the paginator's {key} is not a plain path; the operation is not paginated");
                    self.report.warn(pages.place, message, "Page through this operation by hand.");
                    return None;
                }
            }
        }
        let first = match pages.take("result_key") {
            Some(Value::Array(paths)) => paths.into_iter().next(),
            other => other,
        };
        if let Some(Value::String(path)) = first
            && is_path(&path)
        {
            put_text(&mut value, "items", Some(path));
        }
        pages.finish(&["more_results", "non_aggregate_keys", "py_input_token"], self.report);
        Some(Value::Object(value))
    }

    fn shape(&mut self, name: &str, value: Value) {
        let id = self.id(name);
        let Some(mut fields) = Fields::of(value, Place::shape(&id), self.report) else { return };
        let Some(ty) = fields.text("type", self.report) else {
            return self.report.error(fields.place, "the shape has no `type`", REMEDY);
        };
        let mut traits = Map::new();
        put_common(&mut traits, &mut fields, self.report);
        put_flag(&mut traits, "smithy.api#sensitive", fields.flag("sensitive", self.report));
        put_timestamp_format(&mut traits, &mut fields, self.report);
        let shape = match ty.as_str() {
            "structure" => self.structure(name, &mut fields, traits),
            "string" | "character" => self.string(&mut fields, traits),
            "list" => {
                put_bounds(&mut traits, "smithy.api#length", &mut fields);
                self.collection("list", &["member"], &mut fields, traits)
            }
            "map" => {
                put_bounds(&mut traits, "smithy.api#length", &mut fields);
                self.collection("map", &["key", "value"], &mut fields, traits)
            }
            "blob" => {
                put_bounds(&mut traits, "smithy.api#length", &mut fields);
                put_flag(&mut traits, "smithy.api#streaming", fields.flag("streaming", self.report));
                put_flag(&mut traits, "smithy.api#requiresLength", fields.flag("requiresLength", self.report));
                simple("blob", traits)
            }
            "boolean" | "timestamp" => simple(&ty, traits),
            "byte" | "short" | "integer" | "long" | "float" | "double" => {
                put_bounds(&mut traits, "smithy.api#range", &mut fields);
                simple(&ty, traits)
            }
            "bigdecimal" | "bigDecimal" => simple("bigDecimal", traits),
            "biginteger" | "bigInteger" => simple("bigInteger", traits),
            other => {
                let message = format!("the botocore type {} is not known", shortened(other));
                return self.report.error(fields.place, message, "Use one of the types that botocore has.");
            }
        };
        fields.finish(&SHAPE_WITHOUT_EFFECT, self.report);
        self.add(id, shape);
    }

    fn string(&mut self, fields: &mut Fields, mut traits: Map<String, Value>) -> Value {
        let values = fields.texts("enum", self.report);
        if values.is_empty() {
            put_bounds(&mut traits, "smithy.api#length", fields);
            put_text(&mut traits, "smithy.api#pattern", fields.text("pattern", self.report));
            return simple("string", traits);
        }
        // The values say all that bounds and a pattern could.
        for key in ["min", "max", "pattern"] {
            fields.take(key);
        }
        let mut seen = HashSet::new();
        let values: Vec<String> = values.into_iter().filter(|value| seen.insert(value.clone())).collect();
        let mut members = Map::new();
        for value in &values {
            if let Some(name) = enum_name(value) {
                let member = json!({
                    "target": UNIT,
                    "traits": { "smithy.api#enumValue": value },
                });
                members.insert(name, member);
            }
        }
        if members.len() == values.len() {
            return object([
                ("type", Value::from("enum")),
                ("members", Value::Object(members)),
                ("traits", Value::Object(traits)),
            ]);
        }
        let items: Vec<Value> = values.into_iter().map(|value| json!({ "value": value })).collect();
        put(&mut traits, "smithy.api#enum", Value::Array(items));
        simple("string", traits)
    }

    fn structure(&mut self, name: &str, fields: &mut Fields, mut traits: Map<String, Value>) -> Value {
        let required: HashSet<String> = fields.texts("required", self.report).into_iter().collect();
        let union = fields.flag("union", self.report);
        let stream = fields.flag("eventstream", self.report);
        let document = fields.flag("document", self.report);
        let members = fields.object("members", self.report);
        if document && members.is_empty() {
            return simple("document", traits);
        }
        for missing in required.iter().filter(|required| !members.contains_key(*required)) {
            let message = format!("required names {}, which is not a member", shortened(missing));
            self.report.error(fields.place.clone(), message, REMEDY);
        }
        self.error(fields, &mut traits);
        let union = union || stream;
        if !union {
            put_flag(&mut traits, "smithy.api#input", self.uses.only_input(name));
            put_flag(&mut traits, "smithy.api#output", self.uses.only_output(name));
        }
        put_flag(&mut traits, "smithy.api#streaming", stream);
        let mut converted = Map::new();
        for (member_name, member) in members {
            let place = fields.place.clone().member(&member_name);
            let Some(member) = Fields::of(member, place, self.report) else { continue };
            let required = !union && required.contains(&member_name);
            if let Some(member) = self.member(member, required) {
                converted.insert(member_name, member);
            }
        }
        let ty = if union { "union" } else { "structure" };
        object([("type", Value::from(ty)), ("members", Value::Object(converted)), ("traits", Value::Object(traits))])
    }

    fn error(&mut self, fields: &mut Fields, traits: &mut Map<String, Value>) {
        let exception = fields.flag("exception", self.report);
        let fault = fields.flag("fault", self.report);
        let mut error = fields.fields("error", self.report);
        if !exception {
            return;
        }
        let sender = error.take("senderFault").and_then(|value| value.as_bool());
        let server = fault || sender == Some(false) || error.flag("fault", self.report);
        put(traits, "smithy.api#error", json!(if server { "server" } else { "client" }));
        let status = error.take("httpStatusCode");
        if let (Some(code), Some(status)) = (error.text("code", self.report), &status) {
            put(traits, "aws.protocols#awsQueryError", json!({ "code": code, "httpResponseCode": status }));
        }
        if let Some(status) = status {
            put(traits, "smithy.api#httpError", status);
        }
        if let Some(retryable) = fields.take("retryable") {
            let throttling = retryable.get("throttling").and_then(Value::as_bool).unwrap_or_default();
            let value = if throttling { json!({ "throttling": true }) } else { json!({}) };
            put(traits, "smithy.api#retryable", value);
        }
        error.finish(&[], self.report);
    }

    fn collection(&mut self, ty: &str, roles: &[&str], fields: &mut Fields, traits: Map<String, Value>) -> Value {
        let mut shape = Map::new();
        put_text(&mut shape, "type", Some(ty.to_owned()));
        for role in roles {
            let place = fields.place.clone().member(role);
            let Some(member) = fields.take(role) else {
                self.report.error(fields.place.clone(), format!("a {ty} without `{role}`"), REMEDY);
                continue;
            };
            let Some(member) = Fields::of(member, place, self.report) else { continue };
            if let Some(member) = self.member(member, false) {
                put(&mut shape, role, member);
            }
        }
        put(&mut shape, "traits", Value::Object(traits));
        Value::Object(shape)
    }

    fn member(&mut self, mut fields: Fields, required: bool) -> Option<Value> {
        let target = self.reference(&mut fields)?;
        let mut traits = Map::new();
        put_common(&mut traits, &mut fields, self.report);
        put_flag(&mut traits, "smithy.api#required", required);
        put_flag(&mut traits, "smithy.api#idempotencyToken", fields.flag("idempotencyToken", self.report));
        put_flag(&mut traits, "smithy.api#hostLabel", fields.flag("hostLabel", self.report));
        put_flag(&mut traits, "smithy.api#streaming", fields.flag("streaming", self.report));
        put_timestamp_format(&mut traits, &mut fields, self.report);
        if let Some(value) = fields.take("contextParam") {
            put(&mut traits, "smithy.rules#contextParam", value);
        }
        fields.finish(&MEMBER_WITHOUT_EFFECT, self.report);
        Some(object([("target", Value::String(target)), ("traits", Value::Object(traits))]))
    }
}

/// Properties of shapes that say nothing about JSON. `box` is among them: numbers and booleans without it are in part
/// optional in the Smithy models of the same services and in part not (on twelve services 270 to 110), so that no
/// default follows from its absence; an optional member keeps the difference between "absent" and zero.
const SHAPE_WITHOUT_EFFECT: [&str; 15] = [
    "box",
    "event",
    "exceptionCode",
    "flattened",
    "jsonvalue",
    "locationName",
    "payload",
    "sensitive",
    "synthetic",
    "wrapper",
    "xmlNamespace",
    "xmlOrder",
    "retryable",
    "pattern",
    "alias",
];

/// Properties of members that say nothing about JSON. `locationName` is a name under HTTP and XML.
const MEMBER_WITHOUT_EFFECT: [&str; 12] = [
    "box",
    "eventheader",
    "eventpayload",
    "flattened",
    "jsonvalue",
    "location",
    "locationName",
    "queryName",
    "xmlAttribute",
    "xmlNamespace",
    "endpointdiscoveryid",
    "idempotencyToken",
];

fn simple(ty: &str, traits: Map<String, Value>) -> Value {
    object([("type", Value::from(ty)), ("traits", Value::Object(traits))])
}

/// An object of values that are moved; `json!` would copy them.
fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn put_bounds(traits: &mut Map<String, Value>, id: &str, fields: &mut Fields) {
    let mut bounds = Map::new();
    for key in ["min", "max"] {
        if let Some(value) = fields.take(key) {
            put(&mut bounds, key, value);
        }
    }
    if !bounds.is_empty() {
        put(traits, id, Value::Object(bounds));
    }
}

/// A name for an enum's value: the value itself, with what no name can hold as underscores.
fn enum_name(value: &str) -> Option<String> {
    let name: String = value.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let name = if name.starts_with(|first: char| first.is_ascii_digit()) { format!("_{name}") } else { name };
    is_identifier(&name).then_some(name)
}

/// A path of member names with dots in between, as opposed to a JMESPath expression.
fn is_path(text: &str) -> bool {
    text.split('.').all(is_identifier)
}
