//! Accounts from outside: links, passwords, second factors, sessions, tokens, on both databases.

mod link;
