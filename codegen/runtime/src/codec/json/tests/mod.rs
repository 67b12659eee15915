//! The wire rules of awsJson, one by one, and random bodies.

mod generated;
mod random;
mod reading;
mod speed;
mod writing;
