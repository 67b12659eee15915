//! Many diffs in one run: all services of two folders, and the revisions of a file.

use std::fs;

use serde_json::Value;

use crate::{BOTOCORE, Place, git, warmer, weather};

/// Two releases: one service changes, one stays, one moves to another file, one comes, one goes, one cannot be read.
fn releases(place: &Place) {
    for folder in ["one", "two", "one/logs/2014", "two/logs/2014"] {
        fs::create_dir_all(place.folder.join(folder)).unwrap();
    }
    let other = |name: &str| weather().replace("example.weather#Weather", &format!("example.weather#{name}"));
    place.write("one/weather.json", &weather());
    place.write("two/weather.json", &warmer());
    place.write("one/logs/2014/service-2.json", BOTOCORE);
    place.write("two/logs/2014/service-2.json", BOTOCORE);
    place.write("one/moved-1.json", &other("Moved"));
    place.write("two/moved-2.json", &other("Moved"));
    place.write("one/gone.json", &other("Gone"));
    place.write("two/come.json", &other("Come"));
    place.write("one/broken.json", &weather());
    place.write("two/broken.json", "{");
}

#[test]
fn all_services_of_two_releases_in_one_report() {
    let place = Place::new("releases");
    releases(&place);
    let out = place.succeeds("diff one two --no-items");
    assert!(out.starts_with("one → two: 1 service changed, 1 new, 1 gone, 2 the same, 1 not compared\n"), "{out}");
    assert!(out.contains("\n  + come\n  - gone\n  ~ weather: 1 breaking, 1 risky, "), "{out}");
    assert!(out.contains("\n  ? broken: two/broken.json: is not a JSON document"), "{out}");
    assert!(out.contains("\n\nweather\nWeather: one/weather.json (2024-01-01) → two/weather.json"), "{out}");
    assert_eq!(place.run("diff one two --fail-on breaking").code, 1);
    assert_eq!(place.run("diff one two --exit-code").code, 5);
    let report: Value = serde_json::from_str(&place.succeeds("diff one two --format json")).unwrap();
    assert_eq!(
        (&report["schema"], &report["added"][0], &report["removed"][0], &report["unchanged"]),
        (&"tinsmith-diffs/1".into(), &"come".into(), &"gone".into(), &2.into())
    );
    assert_eq!(report["diffs"][0]["heading"], "weather");
    let page = place.succeeds("diff one two --format markdown");
    assert!(page.starts_with("# one → two: 1 service changed") && page.contains("\n## Weather: 1 breaking"), "{page}");
    let ran = place.run("diff one two --format github");
    assert!(ran.out.contains(" file=two/weather.json,line=1,"), "{}", ran.out);
    assert!(ran.err.starts_with("one → two: 1 service changed"), "{}", ran.err);
    place.write("c.toml", "[[accepted]]\nid = \"Sky$fog:value\"\nreason = \"r\"\n");
    assert_eq!(place.run("diff one two --config c.toml --only risky --fail-on risky").code, 1, "the breaking one");
    let same = place.succeeds("diff one one");
    assert!(same.starts_with("one → one: 0 services changed, 0 new, 0 gone, 5 the same\n"), "{same}");
}

#[test]
fn what_is_of_one_pair_is_refused_for_many() {
    let place = Place::new("releases-refused");
    releases(&place);
    fs::create_dir_all(place.folder.join("none")).unwrap();
    place.refuses("diff one none", 2, &["none: has no model"]);
    place.refuses("diff one two --check-version --old-version 1.0.0 --new-version 1.1.0", 2, &["one pair of models"]);
    place.refuses("diff one two --format api-changes --date 2024-01-01", 2, &["one pair of models"]);
    place.refuses("diff --history old.json new.json", 2, &["takes one model, 2 given"]);
}

#[test]
fn a_report_for_each_revision_of_a_file() {
    let place = Place::new("history");
    if git(&place, &["init", "-q"]).is_none() {
        return;
    }
    let spaced = format!("{}\n\n", weather());
    for (text, message) in
        [(weather(), "First"), (spaced, "Add a line"), ("{".to_owned(), "Break it"), (warmer(), "Get warmer")]
    {
        place.write("model.json", &text);
        git(&place, &["add", "model.json"]).unwrap();
        git(&place, &["commit", "-qm", message]).unwrap();
        git(&place, &["tag", message.split(' ').next().unwrap()]).unwrap();
    }
    let out = place.succeeds("diff --history model.json --no-items");
    assert!(out.starts_with("model.json: 1 revision changed, 1 the same, 1 not compared\n"), "{out}");
    assert!(out.contains(" Get warmer: 1 breaking, 1 risky, ") && out.contains(" Break it: "), "{out}");
    assert!(out.lines().filter(|line| line.ends_with(" Get warmer")).count() == 1, "{out}");
    let some = place.succeeds("diff --history model.json --git First..Add");
    assert!(some.starts_with("model.json: 0 revisions changed, 1 the same\n"), "{some}");
    place.refuses("diff --history old.json", 2, &["old.json: is not in the revision"]);
}
