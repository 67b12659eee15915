//! The rules of profile files, where general readers of such files go wrong.

use super::Profiles;
use crate::environment::Environment;

fn both(config: &str, credentials: &str) -> Result<Profiles, String> {
    let files = [("/home/ann/.aws/config", config), ("/home/ann/.aws/credentials", credentials)];
    Profiles::load(&Environment::made([("HOME", "/home/ann")], files))
}

fn value(config: &str, profile: &str, key: &str) -> Option<String> {
    both(config, "").unwrap().by_name.get(profile)?.get(key).map(str::to_owned)
}

#[test]
fn profiles_are_named_differently_in_the_two_files() {
    let profiles =
        both("[profile a]\nregion = r\n[b]\nregion = skipped\n", "[c]\nregion = s\n[profile d]\nx = y\n").unwrap();
    assert_eq!(profiles.by_name.keys().collect::<Vec<_>>(), ["a", "c"]);
    assert_eq!(profiles.warnings.len(), 2, "{:?}", profiles.warnings);
}

#[test]
fn profile_default_beats_default() {
    let config = "[default]\nregion = one\nonly = here\n[profile default]\nregion = two\n";
    assert_eq!((value(config, "default", "region").as_deref(), value(config, "default", "only")), (Some("two"), None));
}

#[test]
fn headings_may_hold_white_space_and_have_a_comment_behind_them() {
    for heading in
        ["[profile a]", "[ profile a ]", "[\tprofile\ta\t]", "[profile   a]", "[profile a] # c", "[profile a];c"]
    {
        assert_eq!(value(&format!("{heading}\nk = v\n"), "a", "k").as_deref(), Some("v"), "{heading}");
    }
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_heading() {
    assert_eq!(value("\u{feff}[profile a]\nk = v\n", "a", "k").as_deref(), Some("v"));
}

#[test]
fn a_comment_within_a_line_stands_behind_white_space() {
    let config = "[default]\na = b#c\nd = e #f\ng = h\t; i\n# whole\n; line\nj = k;l\n";
    let all = ["a", "d", "g", "j"].map(|key| value(config, "default", key).unwrap());
    assert_eq!(all, ["b#c", "e", "h", "k;l"]);
}

#[test]
fn lines_that_begin_with_white_space_continue_a_value() {
    assert_eq!(value("[default]\na = b\n  c # d\n\te\n", "default", "a").as_deref(), Some("b\nc # d\ne"));
}

#[test]
fn properties_nest_below_one_without_a_value() {
    let profiles = both("[default]\ns3 =\n  key = v\n  other = w # c\nregion = r\n", "").unwrap();
    let section = &profiles.by_name["default"];
    assert_eq!((section.nested("s3", "key"), section.nested("s3", "other")), (Some("v"), Some("w")));
    assert_eq!((section.get("s3"), section.get("region")), (None, Some("r")));
}

#[test]
fn keys_have_no_case_and_the_last_one_counts() {
    assert_eq!(value("[default]\nRegion = one\nREGION = two\n", "default", "region").as_deref(), Some("two"));
    assert_eq!(value("[profile a]\nk = 1\n[profile b]\n[profile a]\nk = 2\n", "a", "k").as_deref(), Some("2"));
}

#[test]
fn credentials_beat_config_key_by_key() {
    let profiles = both("[default]\na = 1\nb = 1\n", "[default]\nb = 2\n").unwrap();
    let section = &profiles.by_name["default"];
    assert_eq!((section.get("a"), section.get("b")), (Some("1"), Some("2")));
}

#[test]
fn services_and_single_sign_ons_have_sections_of_their_own() {
    let profiles =
        both("[services local]\nworkmail =\n  endpoint_url = http://x\n[sso-session corp]\nsso_region = r\n", "")
            .unwrap();
    assert_eq!(profiles.services["local"].nested("workmail", "endpoint_url"), Some("http://x"));
    assert!(profiles.by_name.is_empty() && profiles.warnings.is_empty());
}

#[test]
fn bad_names_are_skipped_with_a_warning() {
    let profiles = both("[profile a b]\nk = v\n  more\n[default]\nb$d = 1\nok = 2\n", "").unwrap();
    assert_eq!(profiles.by_name.keys().collect::<Vec<_>>(), ["default"]);
    assert_eq!(profiles.by_name["default"].properties.len(), 1);
    assert_eq!(profiles.warnings.len(), 2, "{:?}", profiles.warnings);
}

#[test]
fn a_malformed_file_is_one_line_with_file_line_and_remedy() {
    for (config, line, word) in [
        ("region = r\n", 1, "section"),
        ("[default]\nregion\n", 2, "key = value"),
        ("[default\n", 1, "`]`"),
        ("[default]\n= v\n", 2, "no name"),
        ("[default]\n  k = v\n", 2, "white space"),
        ("[default]\ns3 =\n  key\n", 3, "key = value"),
    ] {
        let error = both(config, "").unwrap_err();
        assert!(error.starts_with(&format!("/home/ann/.aws/config:{line}: ")), "{error}");
        assert!(error.contains(word) && !error.contains('\n'), "{error}");
    }
}

#[test]
fn files_that_are_not_there_are_empty() {
    let profiles = Profiles::load(&Environment::made([("HOME", "/home/ann")], [])).unwrap();
    assert!(profiles.by_name.is_empty() && profiles.files.len() == 2);
}

#[test]
fn variables_say_where_the_files_are() {
    let variables = [("AWS_CONFIG_FILE", "~/c"), ("HOME", "/h")];
    let profiles = Profiles::load(&Environment::made(variables, [("/h/c", "[default]\nk = v\n")])).unwrap();
    assert_eq!(profiles.by_name["default"].get("k"), Some("v"));
}

#[test]
fn values_do_not_show_in_debug() {
    let profiles = both("[default]\naws_secret_access_key = hush\n", "").unwrap();
    assert!(!format!("{profiles:?}").contains("hush"));
}
