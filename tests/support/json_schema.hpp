/// @file json_schema.hpp
/// As much of JSON Schema (draft 2020-12) as models/model.schema.json uses, on documents.
#pragma once

#include "model/document.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <regex>
#include <string>

namespace support {

/// Whether a node of a model file satisfies a schema. A keyword that it does not know is an
/// error of the schema, so that none is skipped unseen.
class JsonSchema {
public:
    explicit JsonSchema(const boost::json::value& root) : root_(root.as_object()) {}

    /// Where it does not satisfy the schema, and why; empty if it does.
    std::string fault(const entente::Node& node) const { return fault(node, root_, "model"); }

private:
    using Node = entente::Node;
    using Object = boost::json::object;

    std::string fault(const Node& node, const Object& schema, const std::string& at) const {
        for (const auto& [keyword, value] : schema) {
            std::string found = fault(node, schema, std::string(keyword), value, at);
            if (!found.empty()) return found;
        }
        return "";
    }

    std::string fault(const Node& node, const Object& schema, const std::string& keyword,
                      const boost::json::value& value, const std::string& at) const {
        if (keyword == "type") return has_type(node, value.as_string()) ? "" : at + ": type";
        if (keyword == "enum") return is_listed(node, value.as_array()) ? "" : at + ": enum";
        if (keyword == "const")
            return node.kind == Node::Kind::string && node.text.text == value.as_string()
                       ? ""
                       : at + ": const";
        if (keyword == "$ref") return fault(node, referred(value), at);
        if (keyword == "anyOf" || keyword == "oneOf") {
            const auto fits = std::ranges::count_if(value.as_array(), [&](const auto& one) {
                return fault(node, one.as_object(), at).empty();
            });
            return fits == 1 || (fits > 0 && keyword == "anyOf") ? "" : at + ": " + keyword;
        }
        if (node.kind == Node::Kind::table) return table_fault(node, schema, keyword, value, at);
        if (node.kind == Node::Kind::array) return array_fault(node, keyword, value, at);
        if (node.kind == Node::Kind::string && keyword == "minLength")
            return node.text.text.size() >= value.to_number<std::size_t>() ? "" : at + ": empty";
        return is_known(keyword) ? "" : "the schema uses " + keyword;
    }

    std::string table_fault(const Node& node, const Object& schema, const std::string& keyword,
                            const boost::json::value& value, const std::string& at) const {
        if (keyword == "required") {
            for (const auto& key : value.as_array())
                if (node.find(std::string(key.as_string())) == nullptr)
                    return at + ": lacks " + std::string(key.as_string());
        } else if (keyword == "properties") {
            for (const auto& entry : node.entries) {
                const auto* rule = value.as_object().if_contains(entry.key);
                if (rule == nullptr) continue;
                auto found = fault(entry.value, rule->as_object(), at + "." + entry.key);
                if (!found.empty()) return found;
            }
        } else if (keyword == "additionalProperties") {
            for (const auto& entry : node.entries) {
                const auto* named = schema.if_contains("properties");
                if (named != nullptr && named->as_object().contains(entry.key)) continue;
                if (value.is_bool()) {
                    if (!value.as_bool()) return at + ": has " + entry.key;
                    continue;
                }
                auto found = fault(entry.value, value.as_object(), at + "." + entry.key);
                if (!found.empty()) return found;
            }
        } else if (keyword == "propertyNames") {
            const std::regex pattern(std::string(value.as_object().at("pattern").as_string()));
            for (const auto& entry : node.entries)
                if (!std::regex_search(entry.key, pattern)) return at + ": name " + entry.key;
        } else if (!is_known(keyword)) {
            return "the schema uses " + keyword;
        }
        return "";
    }

    std::string array_fault(const Node& node, const std::string& keyword,
                            const boost::json::value& value, const std::string& at) const {
        if (keyword == "items") {
            for (std::size_t k = 0; k < node.items.size(); ++k) {
                auto found =
                    fault(node.items[k], value.as_object(), at + "[" + std::to_string(k) + "]");
                if (!found.empty()) return found;
            }
        } else if (keyword == "minItems") {
            return node.items.size() >= value.to_number<std::size_t>() ? "" : at + ": too few";
        } else if (keyword == "maxItems") {
            return node.items.size() <= value.to_number<std::size_t>() ? "" : at + ": too many";
        } else if (!is_known(keyword)) {
            return "the schema uses " + keyword;
        }
        return "";
    }

    /// Keywords that say nothing about this kind of value, or nothing at all.
    static bool is_known(const std::string& keyword) {
        static const std::vector<std::string> known{
            "$schema",    "$id",      "$defs",     "title",         "description",
            "default",    "examples", "items",     "minItems",      "maxItems",
            "properties", "required", "minLength", "propertyNames", "additionalProperties"};
        return std::ranges::find(known, keyword) != known.end();
    }

    static bool has_type(const Node& node, const boost::json::string& type) {
        switch (node.kind) {
            case Node::Kind::boolean:
                return type == "boolean";
            case Node::Kind::number:
                return type == "number";
            case Node::Kind::string:
                return type == "string";
            case Node::Kind::array:
                return type == "array";
            case Node::Kind::table:
                return type == "object";
            case Node::Kind::other:
                return false;
        }
        return false;
    }

    static bool is_listed(const Node& node, const boost::json::array& values) {
        return node.kind == Node::Kind::string &&
               std::ranges::any_of(values, [&](const boost::json::value& one) {
                   return one.as_string() == node.text.text;
               });
    }

    const Object& referred(const boost::json::value& reference) const {
        const std::string name(reference.as_string());
        return root_.at("$defs")
            .as_object()
            .at(name.substr(std::string("#/$defs/").size()))
            .as_object();
    }

    const Object& root_;
};

}  // namespace support
