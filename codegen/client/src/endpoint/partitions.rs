//! Partitions: which regions belong together, and the suffixes of their hosts.
//!
//! Facts of Smithy's repository (`smithy-aws-endpoints`) as of August 2026, version 1.1 of the format. A crate that has to
//! go by other data carries a table of its own.

/// A group of regions, and what is common to the hosts in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partition {
    /// Such as `aws`.
    pub name: &'static str,
    /// Such as `amazonaws.com`.
    pub dns_suffix: &'static str,
    /// The suffix of hosts that are reachable by IPv6, too.
    pub dual_stack_dns_suffix: &'static str,
    /// Whether there are hosts that meet FIPS 140.
    pub supports_fips: bool,
    /// Whether there are hosts that are reachable by IPv6, too.
    pub supports_dual_stack: bool,
    /// The region of services that have none.
    pub implicit_global_region: &'static str,
    /// How the names of its regions begin: a word and a number follow.
    pub prefixes: &'static [&'static str],
    /// The regions that are known by name.
    pub regions: &'static [&'static str],
}

/// A table of partitions.
pub type Partitions = &'static [Partition];

impl Partition {
    /// Whether a region's name is made as those of this partition: a prefix, a word, a hyphen, a number.
    pub(super) fn fits(&self, region: &str) -> bool {
        let rests = self.prefixes.iter().filter_map(|prefix| region.strip_prefix(prefix));
        rests.filter_map(|rest| rest.rsplit_once('-')).any(|(word, number)| {
            let is_word = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            !word.is_empty() && is_word(word) && !number.is_empty() && is_number(number)
        })
    }
}

/// The partitions that this package knows.
pub(super) const PARTITIONS: Partitions = &[
    Partition {
        name: "aws",
        dns_suffix: "amazonaws.com",
        dual_stack_dns_suffix: "api.aws",
        supports_fips: true,
        supports_dual_stack: true,
        implicit_global_region: "us-east-1",
        prefixes: &["us-", "eu-", "ap-", "sa-", "ca-", "me-", "af-", "il-", "mx-"],
        regions: &[
            "af-south-1",
            "ap-east-1",
            "ap-east-2",
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-south-2",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-southeast-3",
            "ap-southeast-4",
            "ap-southeast-5",
            "ap-southeast-6",
            "ap-southeast-7",
            "aws-global",
            "ca-central-1",
            "ca-west-1",
            "eu-central-1",
            "eu-central-2",
            "eu-north-1",
            "eu-south-1",
            "eu-south-2",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "il-central-1",
            "me-central-1",
            "me-south-1",
            "mx-central-1",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2",
        ],
    },
    Partition {
        name: "aws-us-gov",
        dns_suffix: "amazonaws.com",
        dual_stack_dns_suffix: "api.aws",
        supports_fips: true,
        supports_dual_stack: true,
        implicit_global_region: "us-gov-west-1",
        prefixes: &["us-gov-"],
        regions: &["aws-us-gov-global", "us-gov-east-1", "us-gov-west-1"],
    },
    Partition {
        name: "aws-cn",
        dns_suffix: "amazonaws.com.cn",
        dual_stack_dns_suffix: "api.amazonwebservices.com.cn",
        supports_fips: true,
        supports_dual_stack: true,
        implicit_global_region: "cn-northwest-1",
        prefixes: &["cn-"],
        regions: &["aws-cn-global", "cn-north-1", "cn-northwest-1"],
    },
    Partition {
        name: "aws-iso",
        dns_suffix: "c2s.ic.gov",
        dual_stack_dns_suffix: "api.aws.ic.gov",
        supports_fips: true,
        supports_dual_stack: true,
        implicit_global_region: "us-iso-east-1",
        prefixes: &["us-iso-"],
        regions: &["aws-iso-global", "us-iso-east-1", "us-iso-west-1"],
    },
    Partition {
        name: "aws-iso-b",
        dns_suffix: "sc2s.sgov.gov",
        dual_stack_dns_suffix: "api.aws.scloud",
        supports_fips: true,
        supports_dual_stack: true,
        implicit_global_region: "us-isob-east-1",
        prefixes: &["us-isob-"],
        regions: &["aws-iso-b-global", "us-isob-east-1"],
    },
    Partition {
        name: "aws-iso-e",
        dns_suffix: "cloud.adc-e.uk",
        dual_stack_dns_suffix: "api.cloud-aws.adc-e.uk",
        supports_fips: true,
        supports_dual_stack: true,
        implicit_global_region: "eu-isoe-west-1",
        prefixes: &["eu-isoe-"],
        regions: &[],
    },
    Partition {
        name: "aws-iso-f",
        dns_suffix: "csp.hci.ic.gov",
        dual_stack_dns_suffix: "api.aws.hci.ic.gov",
        supports_fips: true,
        supports_dual_stack: true,
        implicit_global_region: "us-isof-south-1",
        prefixes: &["us-isof-"],
        regions: &["aws-iso-f-global", "us-isof-east-1", "us-isof-south-1"],
    },
    Partition {
        name: "aws-eusc",
        dns_suffix: "amazonaws.eu",
        dual_stack_dns_suffix: "api.amazonwebservices.eu",
        supports_fips: true,
        supports_dual_stack: true,
        implicit_global_region: "eusc-de-east-1",
        prefixes: &["eusc-de-"],
        regions: &["eusc-de-east-1"],
    },
];
