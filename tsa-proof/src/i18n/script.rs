//! Messages for the browser, as patterns that `static/app/text.mjs` fills in.
//!
//! A pattern is a text, or a list of texts, `{"v": variable}` and `{"s": variable, "of": {category: pattern}}`;
//! `of` has the plural categories and, for exact numbers, `=0` and the like. `other` is always there.

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, VariantKey};
use serde_json::{Map, Value, json};

use super::{Lang, catalogue};

/// All messages of `lang` (where it lacks one, of English) with one of the prefixes, by id, as a JSON object that may
/// stand inside an HTML script element.
pub(super) fn patterns(lang: Lang, prefixes: &[&str]) -> String {
    let mut all = Map::new();
    for lang in [Lang::En, lang] {
        for message in catalogue::resources(lang).iter().flat_map(|(_, resource)| messages(resource)) {
            let id = message.id.name;
            if prefixes.iter().any(|prefix| id.starts_with(prefix))
                && let Some(pattern) = message.value.as_ref().and_then(convert)
            {
                all.insert(id.to_owned(), pattern);
            }
        }
    }
    // HTML: the only thing that could end the element or start a comment in it.
    Value::Object(all).to_string().replace('<', "\\u003c")
}

/// The messages of a file.
pub(super) fn messages(resource: &FluentResource) -> impl Iterator<Item = &Message<&str>> {
    resource.entries().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    })
}

/// The pattern, or nothing where it uses more of Fluent than the browser's side knows.
pub(super) fn convert(pattern: &Pattern<&str>) -> Option<Value> {
    let mut parts = pattern.elements.iter().map(element).collect::<Option<Vec<Value>>>()?;
    match parts.as_slice() {
        [Value::String(_)] => parts.pop(),
        _ => Some(Value::Array(parts)),
    }
}

fn element(element: &PatternElement<&str>) -> Option<Value> {
    match element {
        PatternElement::TextElement { value } => Some(json!(value)),
        PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
            InlineExpression::StringLiteral { value } => Some(json!(value)),
            InlineExpression::NumberLiteral { value } => Some(json!(value)),
            inline => variable(inline).map(|name| json!({ "v": name })),
        },
        PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
            let mut of = Map::new();
            for variant in variants {
                let key = match variant.key {
                    VariantKey::Identifier { name } => name.to_owned(),
                    VariantKey::NumberLiteral { value } => format!("={value}"),
                };
                let value = convert(&variant.value)?;
                if variant.default && key != "other" {
                    of.insert("other".to_owned(), value.clone());
                }
                of.insert(key, value);
            }
            Some(json!({ "s": variable(selector)?, "of": of }))
        }
    }
}

/// `$name` or `NUMBER($name)`.
fn variable<'a>(inline: &InlineExpression<&'a str>) -> Option<&'a str> {
    match inline {
        InlineExpression::VariableReference { id } => Some(id.name),
        InlineExpression::FunctionReference { id, arguments } if id.name == "NUMBER" => {
            arguments.positional.first().and_then(variable)
        }
        _ => None,
    }
}
