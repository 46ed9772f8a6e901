#include "cli/output.hpp"

#include "cli/descriptor.hpp"
#include "cli/usage_error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace entente::cli {
namespace {

/// False if the reader went away.
bool write_all(int descriptor, std::string_view bytes, const std::string& name) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EPIPE) {
            return false;
        } else if (errno != EINTR) {
            throw OutputError(fmt::format("cannot write {}: {}", name, std::strerror(errno)));
        }
    }
    return true;
}

[[noreturn]] void refuse(const std::string& path, int error) {
    throw UsageError(fmt::format("cannot create \"{}\": {}", path, std::strerror(error)));
}

/// Devices and pipes cannot be replaced, only written to.
void write_in_place(const std::string& path, std::string_view bytes) {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file.open()) refuse(path, errno);
    write_all(file.number(), bytes, path);
}

/// mkstemp makes files that only their owner may read; others get what they always get.
mode_t usual_mode() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666 & ~mask;
}

void write_whole_file(const std::string& path, std::string_view bytes) {
    std::string temporary = path + ".XXXXXX";
    const Descriptor file(::mkstemp(temporary.data()));
    if (!file.open()) refuse(path, errno);
    try {
        write_all(file.number(), bytes, path);
        if (::fchmod(file.number(), usual_mode()) != 0 || ::fsync(file.number()) != 0 ||
            std::rename(temporary.c_str(), path.c_str()) != 0) {
            throw OutputError(fmt::format("cannot write {}: {}", path, std::strerror(errno)));
        }
    } catch (...) {
        ::unlink(temporary.c_str());
        throw;
    }
}

}  // namespace

void write_output(const std::string& path, std::string_view bytes) {
    if (path.empty()) {
        write_all(STDOUT_FILENO, bytes, "standard output");
        return;
    }
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (std::filesystem::is_directory(status)) refuse(path, EISDIR);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        write_in_place(path, bytes);
    } else if (std::filesystem::is_symlink(std::filesystem::symlink_status(path, error))) {
        // the link stays, what it points to is replaced
        write_whole_file(std::filesystem::weakly_canonical(path), bytes);
    } else {
        write_whole_file(path, bytes);
    }
}

}  // namespace entente::cli
