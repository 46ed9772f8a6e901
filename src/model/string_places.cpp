#include "model/string_places.hpp"

#include <algorithm>
#include <utility>

namespace entente {
namespace {

/// Walks the raw string and its content side by side.
class Walk {
public:
    Walk(std::string_view raw, std::string_view content, const SourceSpan& where)
        : raw_(raw),
          content_(content),
          now_{static_cast<std::uint32_t>(where.line), static_cast<std::uint32_t>(where.column)} {}

    std::vector<PlacedText::Place> places(std::size_t quotes) {
        const bool literal = raw_.front() == '\'';
        step(quotes);
        if (raw_.substr(at_).starts_with("\r\n"))
            step(2);
        else if (raw_.substr(at_).starts_with("\n"))
            step(1);
        while (found_.size() < content_.size() && at_ < raw_.size()) {
            if (!literal && raw_[at_] == '\\')
                escape();
            else if (raw_[at_] == '\r' && content_[found_.size()] == '\n')
                step(1);
            else
                emit(1, 1);
        }
        found_.resize(content_.size(), now_);
        found_.push_back(now_);
        return std::move(found_);
    }

private:
    void step(std::size_t bytes) {
        for (; bytes > 0 && at_ < raw_.size(); --bytes, ++at_) {
            if (raw_[at_] == '\n') {
                ++now_.line;
                now_.column = 1;
            } else {
                ++now_.column;
            }
        }
    }

    void emit(std::size_t content_bytes, std::size_t raw_bytes) {
        found_.insert(found_.end(), content_bytes, now_);
        step(raw_bytes);
    }

    void escape() {
        const char kind = at_ + 1 < raw_.size() ? raw_[at_ + 1] : '\\';
        if (kind == 'u' || kind == 'U') {
            emit(utf8_length(static_cast<unsigned char>(content_[found_.size()])),
                 kind == 'u' ? 6 : 10);
        } else if (kind == '\n' || kind == '\r' || kind == ' ' || kind == '\t') {
            const auto end = raw_.find_first_not_of(" \t\r\n", at_ + 1);
            step(std::min(end, raw_.size()) - at_);
        } else {
            emit(1, 2);
        }
    }

    static std::size_t utf8_length(unsigned char first) {
        return first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    }

    std::string_view raw_, content_;
    std::size_t at_ = 0;
    PlacedText::Place now_;
    std::vector<PlacedText::Place> found_;
};

}  // namespace

PlacedText placed_string(std::string_view raw, std::string content, const SourceSpan& where) {
    PlacedText made{std::move(content), where, 0, {}};
    if (raw.empty()) return made;
    const bool multi = raw.starts_with("\"\"\"") || raw.starts_with("'''");
    made.inset = multi && raw.size() >= 6 ? 3 : 1;
    const bool unchanged = raw.substr(std::min(made.inset, raw.size())).starts_with(made.text) &&
                           raw.size() == made.text.size() + 2 * made.inset;
    if (!unchanged || made.text.find('\n') != made.text.npos)
        made.places = Walk(raw, made.text, where).places(made.inset);
    return made;
}

}  // namespace entente
