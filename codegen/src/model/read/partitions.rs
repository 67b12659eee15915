//! Partition data that a model's endpoint test cases were written for, in the form in which AWS publishes it
//! (`partitions.json`).

use serde_json::{Map, Value};

use super::json;
use crate::model::problem::{Errors, Place, Report};
use crate::model::rule_set::PartitionFacts;

/// Reads the file's content; `name` stands for it in messages.
///
/// # Errors
/// It is no JSON, or not of this form.
pub(in crate::model) fn read(name: &str, bytes: &[u8]) -> Result<Vec<PartitionFacts>, Errors> {
    let mut report = Report::new(name, false);
    let value = json::parse(bytes, &mut report)?;
    let partitions = value.get("partitions").and_then(Value::as_array);
    let read = partitions.map(|partitions| partitions.iter().map(partition).collect::<Result<_, String>>());
    match read {
        Some(Ok(partitions)) => Ok(partitions),
        Some(Err(message)) => report.fail(Place::default(), message, REMEDY),
        None => report.fail(Place::default(), "has no list `partitions`", REMEDY),
    }
}

const REMEDY: &str = "Give a partitions.json as AWS publishes it.";

fn partition(value: &Value) -> Result<PartitionFacts, String> {
    let outputs = value.get("outputs").and_then(Value::as_object).ok_or("a partition has no `outputs`")?;
    let name = text(outputs, "name")?;
    let pattern = value.get("regionRegex").and_then(Value::as_str).unwrap_or_default();
    let regions = value.get("regions").and_then(Value::as_object);
    Ok(PartitionFacts {
        prefixes: prefixes(pattern)
            .ok_or_else(|| format!("partition {name}: the pattern {pattern:?} is of a form that is not known"))?,
        regions: regions.map(|regions| regions.keys().cloned().collect()).unwrap_or_default(),
        dns_suffix: text(outputs, "dnsSuffix")?,
        dual_stack_dns_suffix: text(outputs, "dualStackDnsSuffix")?,
        supports_fips: flag(outputs, "supportsFIPS")?,
        supports_dual_stack: flag(outputs, "supportsDualStack")?,
        implicit_global_region: text(outputs, "implicitGlobalRegion")?,
        name,
    })
}

/// `^(us|eu)\-\w+\-\d+$` → `us-`, `eu-`: all patterns of regions are of this one form.
fn prefixes(pattern: &str) -> Option<Vec<String>> {
    let head = pattern.strip_prefix('^')?.strip_suffix(r"\w+\-\d+$")?.replace(r"\-", "-");
    let Some((before, rest)) = head.split_once('(') else { return Some(vec![head]) };
    let (choices, after) = rest.split_once(')')?;
    Some(choices.split('|').map(|choice| format!("{before}{choice}{after}")).collect())
}

fn text(fields: &Map<String, Value>, key: &str) -> Result<String, String> {
    let text = fields.get(key).and_then(Value::as_str);
    text.map(str::to_owned).ok_or_else(|| format!("a partition's outputs have no text `{key}`"))
}

fn flag(fields: &Map<String, Value>, key: &str) -> Result<bool, String> {
    let flag = fields.get(key).and_then(Value::as_bool);
    flag.ok_or_else(|| format!("a partition's outputs have no boolean `{key}`"))
}

#[cfg(test)]
mod tests {
    use super::prefixes;

    #[test]
    fn patterns_of_regions_become_prefixes() {
        assert_eq!(prefixes(r"^(us|eu)\-\w+\-\d+$").unwrap(), ["us-", "eu-"]);
        assert_eq!(prefixes(r"^us\-gov\-\w+\-\d+$").unwrap(), ["us-gov-"]);
        assert_eq!(prefixes(r"^eusc\-(de)\-\w+\-\d+$").unwrap(), ["eusc-de-"]);
        assert_eq!(prefixes(r"^[a-z]+$"), None);
    }
}
