/// @file amounts_test.cpp
#include "text/amounts.hpp"

#include <catch2/catch.hpp>

using namespace entente;

TEST_CASE("amounts: bytes in the unit a person would use, never with an exponent") {
    CHECK(bytes_text(0) == "0 bytes");
    CHECK(bytes_text(1000) == "1000 bytes");
    CHECK(bytes_text(1024) == "1 KiB");
    CHECK(bytes_text(64 * 1024) == "64 KiB");
    CHECK(bytes_text(17'197'105'152) == "16 GiB");
    CHECK(bytes_text(1e9) == "954 MiB");
    CHECK(bytes_text(1000 * 1048576.0) == "1000 MiB");
    CHECK(bytes_text(1023.7 * 1048576) == "1 GiB");
    CHECK(bytes_text(8.9e9) == "8.29 GiB");
    CHECK(bytes_text(1.7e13) == "15.5 TiB");
    CHECK(bytes_text(1e28) == "8272 YiB");
}

TEST_CASE("amounts: times in the unit a person would use") {
    CHECK(seconds_text(0.25) == "0.25 s");
    CHECK(seconds_text(119) == "119 s");
    CHECK(seconds_text(300) == "5 min");
    CHECK(seconds_text(9000) == "2.5 hours");
    CHECK(seconds_text(1e6) == "12 days");
    CHECK(seconds_text(1e11) == "3169 years");
}

TEST_CASE("amounts: large counts in words") {
    CHECK(large_count_text(0) == "0");
    CHECK(large_count_text(9'999'999) == "9999999");
    CHECK(large_count_text(16'777'216) == "16.8 million");
    CHECK(large_count_text(999'600'000) == "1 billion");
    CHECK(large_count_text(4.29e9) == "4.29 billion");
    CHECK(large_count_text(1.2e14) == "120 trillion");
    CHECK(large_count_text(2.63e35) == "2.63 x 10^35");
    CHECK(large_count_text(9.999e35) == "1 x 10^36");
}
