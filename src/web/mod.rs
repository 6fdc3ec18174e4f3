//! The local page: one more face over [`crate::job`], for people without a terminal.
//!
//! A server on this computer answers to the one browser that it opened. It holds what a person
//! handed over in memory, writes nothing to disk, and ends with its page.

#![expect(clippy::result_large_err, reason = "an answer is made once for each request")]

mod access;
mod achievement_work;
mod comparison_work;
mod desk;
mod encoded_name;
mod made_set;
mod own_layout;
mod pages;
mod routes;
mod server;
mod session;
mod upload;
mod work;

pub use server::{ServeError, ServeOptions, serve};
