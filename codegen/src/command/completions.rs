//! `tinsmith completions`: what a shell needs to complete commands and options, made from the table of commands.

use std::fmt::Write as _;

use super::args::{Arguments, Opt};
use super::console::Console;
use super::entry::Command;
use super::exit::Exit;
use super::failure::{Failure, did_you_mean};

/// The word that chooses the command.
pub(super) const NAME: &str = "completions";

/// What it does, in one line.
pub(super) const ABOUT: &str = "Print a script that lets bash, zsh or fish complete commands and options";

/// What `--help` prints.
pub(super) const HELP: &str = "\
Print a script that lets bash, zsh or fish complete commands and options

Usage: tinsmith completions bash|zsh|fish

Options:
  -h, --help  This text

Examples:
  tinsmith completions bash > ~/.local/share/bash-completion/completions/tinsmith
  tinsmith completions zsh > ~/.zfunc/_tinsmith        (~/.zfunc must be in fpath before compinit)
  tinsmith completions fish > ~/.config/fish/completions/tinsmith.fish
";

/// A shell that completes by a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

impl Shell {
    const ALL: [Self; 3] = [Self::Bash, Self::Zsh, Self::Fish];

    fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
        }
    }

    fn script(self, commands: &[Command]) -> String {
        match self {
            Self::Bash => bash(commands),
            Self::Zsh => zsh(commands),
            Self::Fish => fish(commands),
        }
    }
}

/// Prints the script for `commands`.
pub(super) fn run(arguments: &Arguments, commands: &[Command], console: &mut Console<'_>) -> Result<Exit, Failure> {
    let shell = arguments.only_file("completions", "shell")?.to_string_lossy();
    let Some(known) = Shell::ALL.into_iter().find(|known| known.name() == shell) else {
        let near = did_you_mean(&shell, Shell::ALL.iter().map(|known| known.name()), "");
        return Err(Failure::usage(
            format_args!("there are no completions for {shell:?}"),
            format_args!("{near}the shells are bash, zsh and fish"),
        ));
    };
    console.out(&known.script(commands))?;
    Ok(Exit::Success)
}

/// The names of all commands, between spaces.
fn names(commands: &[Command]) -> String {
    commands.iter().map(|command| command.name).collect::<Vec<_>>().join(" ")
}

/// What can stand by itself behind a command, where it is no file.
fn words(command: &Command) -> Option<String> {
    (command.name == NAME).then(|| Shell::ALL.map(Shell::name).join(" "))
}

/// Every way to write an option: `-o`, `--out`.
fn spellings(option: &Opt) -> impl Iterator<Item = String> {
    let short = option.short.map(|short| format!("-{short}"));
    short.into_iter().chain([format!("--{}", option.name)])
}

/// A text between single quotes, for all three shells.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Files are bash's own default where the function answers nothing.
fn bash(commands: &[Command]) -> String {
    let all = names(commands);
    let (mut values, mut options, mut alone) = (String::new(), String::new(), String::new());
    // Writing to a string cannot fail.
    for command in commands {
        for option in command.options.iter().filter(|option| !option.choices.is_empty()) {
            let pattern = format!("\"{} --{}\"", command.name, option.name);
            let _ = writeln!(values, "        {pattern}) words=\"{}\" ;;", option.choices.join(" "));
        }
        let spelled: Vec<String> = command.options.iter().flat_map(spellings).collect();
        let spelled = format!("{} -h --help", spelled.join(" "));
        let _ = writeln!(options, "        {}) words=\"{}\" ;;", command.name, spelled.trim());
        if let Some(words) = words(command) {
            let _ = writeln!(alone, "        {}) words=\"{words}\" ;;", command.name);
        }
    }
    format!(
        r#"# Completions of tinsmith for bash, made by `tinsmith completions bash`.
_tinsmith() {{
    local current="${{COMP_WORDS[COMP_CWORD]}}" previous="${{COMP_WORDS[COMP_CWORD-1]}}" command="${{COMP_WORDS[1]}}" words=""
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "{all} help -h --help -V --version" -- "$current"))
        return
    fi
    case "$command $previous" in
{values}    esac
    if [ -z "$words" ]; then
        case "$current" in
        -*)
            case "$command" in
{options}            esac
            ;;
        *)
            case "$command" in
            help) words="{all}" ;;
{alone}            esac
            ;;
        esac
    fi
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o default -F _tinsmith tinsmith
"#
    )
}

fn zsh(commands: &[Command]) -> String {
    let mut cases = String::new();
    let mut described = String::new();
    for command in commands {
        let _ = writeln!(described, "        {}", quoted(&format!("{}:{}", command.name, command.about)));
        let mut arguments = vec!["'(- *)'{-h,--help}".to_owned()];
        for option in command.options {
            let value = match (option.value, option.choices) {
                (None, _) => String::new(),
                (Some("DIR"), _) => ":DIR:_files -/".to_owned(),
                (Some("FILE"), _) => ":FILE:_files".to_owned(),
                (Some(value), []) => format!(":{value}: "),
                (Some(value), choices) => format!(":{value}:({})", choices.join(" ")),
            };
            // `*`: some may be given several times; that others may not is told by the command.
            arguments.extend(spellings(option).map(|spelling| quoted(&format!("*{spelling}{value}"))));
        }
        arguments.push(match words(command) {
            Some(words) => quoted(&format!("*: :({words})")),
            None => quoted("*:file:_files"),
        });
        let _ = writeln!(cases, "        {}) _arguments {} ;;", command.name, arguments.join(" "));
    }
    let all = names(commands);
    format!(
        r"#compdef tinsmith
# Completions of tinsmith for zsh, made by `tinsmith completions zsh`.
_tinsmith() {{
    local -a commands
    commands=(
{described}        'help:Print the help of a command'
    )
    if (( CURRENT == 2 )); then
        _describe -t commands command commands
        return
    fi
    shift words
    (( CURRENT-- ))
    case $words[1] in
        help) _arguments '*: :({all})' ;;
{cases}    esac
}}
_tinsmith
"
    )
}

fn fish(commands: &[Command]) -> String {
    let mut text = "# Completions of tinsmith for fish, made by `tinsmith completions fish`.\n".to_owned();
    for command in commands {
        let about = quoted(command.about);
        let _ = writeln!(text, "complete -c tinsmith -n __fish_use_subcommand -f -a {} -d {about}", command.name);
    }
    let all = names(commands);
    let _ = writeln!(text, "complete -c tinsmith -n '__fish_seen_subcommand_from help' -f -a '{all}'");
    for command in commands {
        let condition = format!("-n '__fish_seen_subcommand_from {}'", command.name);
        for option in command.options {
            let short = option.short.map(|short| format!(" -s {short}")).unwrap_or_default();
            let value = match (option.value, option.choices) {
                (None, _) => String::new(),
                (Some("DIR" | "FILE"), _) => " -r -F".to_owned(),
                (Some(_), []) => " -x".to_owned(),
                (Some(_), choices) => format!(" -x -a '{}'", choices.join(" ")),
            };
            let _ = writeln!(text, "complete -c tinsmith {condition} -l {}{short}{value}", option.name);
        }
        if let Some(words) = words(command) {
            let _ = writeln!(text, "complete -c tinsmith {condition} -f -a '{words}'");
        }
    }
    text
}
