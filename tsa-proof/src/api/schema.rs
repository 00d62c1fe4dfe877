//! Descriptions of types that have none of their own.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::store::{Category, Stage};

macro_rules! words {
    ($($name:ident: $description:literal),+) => {$(
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let words: Vec<&str> = $name::ALL.iter().map(|value| value.as_str()).collect();
                let object = ObjectBuilder::new()
                    .schema_type(SchemaType::new(Type::String))
                    .description(Some($description))
                    .enum_values(Some(words));
                RefOr::T(Schema::Object(object.build()))
            }
        }

        impl ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }
    )+};
}

words! { Category: "What kind of thing was deposited.", Stage: "Where in its life the thing is." }
