//! The table of problems: code, status, title. Their texts are the messages `problem-CODE-title`, `-lead`, `-explain`.

use axum::http::StatusCode;

/// A kind of problem, as `type` of RFC 9457 names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Problem {
    /// lowerCamelCase, the end of the type's address.
    pub code: &'static str,
    /// Status of the answer.
    pub status: StatusCode,
    /// English and constant.
    pub title: &'static str,
}

macro_rules! problems {
    ($($name:ident $code:literal $status:ident $title:literal)*) => {
        impl Problem {
            $(#[doc = $title] pub const $name: Problem = Problem { code: $code, status: StatusCode::$status, title: $title };)*
        }
        /// All kinds of problem.
        pub const PROBLEMS: &[Problem] = &[$(Problem::$name),*];
    };
}

problems! {
    MALFORMED "malformed" BAD_REQUEST "The request cannot be read"
    UNAUTHENTICATED "unauthenticated" UNAUTHORIZED "Sign-in is needed"
    FORBIDDEN "forbidden" FORBIDDEN "This is not allowed"
    STEP_UP_REQUIRED "stepUpRequired" FORBIDDEN "A stronger sign-in is needed"
    NOT_FOUND "notFound" NOT_FOUND "There is nothing at this address"
    METHOD_NOT_ALLOWED "methodNotAllowed" METHOD_NOT_ALLOWED "This address does not take this method"
    NOT_ACCEPTABLE "notAcceptable" NOT_ACCEPTABLE "No such representation"
    CONFLICT "conflict" CONFLICT "The request conflicts with the current state"
    ERASED "erased" GONE "This was erased"
    PRECONDITION_FAILED "preconditionFailed" PRECONDITION_FAILED "It has changed meanwhile"
    PAYLOAD_TOO_LARGE "payloadTooLarge" PAYLOAD_TOO_LARGE "The body is too large"
    UNSUPPORTED_MEDIA_TYPE "unsupportedMediaType" UNSUPPORTED_MEDIA_TYPE "This media type is not read here"
    VALIDATION "validation" UNPROCESSABLE_ENTITY "Some values are not valid"
    PRECONDITION_REQUIRED "preconditionRequired" PRECONDITION_REQUIRED "If-Match is needed"
    TOO_MANY_REQUESTS "tooManyRequests" TOO_MANY_REQUESTS "Too many requests"
    INTERNAL "internal" INTERNAL_SERVER_ERROR "An error of this server"
    UNAVAILABLE "unavailable" SERVICE_UNAVAILABLE "Not available for the moment"
}

impl Problem {
    /// The problem with that code.
    pub fn of_code(code: &str) -> Option<Problem> {
        PROBLEMS.iter().copied().find(|problem| problem.code == code)
    }

    /// The problem a bare status stands for.
    pub fn of_status(status: StatusCode) -> Problem {
        let exact = PROBLEMS.iter().copied().find(|problem| problem.status == status);
        exact.unwrap_or(if status.is_server_error() {
            Self::INTERNAL
        } else {
            Self::MALFORMED
        })
    }

    /// The code as messages write it: `step-up-required`.
    pub fn slug(&self) -> String {
        let mut slug = String::new();
        for c in self.code.chars() {
            if c.is_ascii_uppercase() {
                slug.push('-');
            }
            slug.push(c.to_ascii_lowercase());
        }
        slug
    }
}
