# libFuzzer targets of the sanitizers' build (clang), each with a bounded time in its ctest:
#   xvm_fuzzed(xvm_trace)                                    # its branches guide the fuzzers
#   xvm_fuzzer(retrace SECONDS 10 SEEDS ${dir} SOURCES retrace_fuzz.cpp LINKS xvm_sim_retrace)
# For longer: build/asan/bin/retrace-fuzz -max_total_time=600 build/asan/fuzz/retrace SEEDS
set(XVM_FUZZERS OFF)
if(XVM_SANITIZE AND CMAKE_CXX_COMPILER_ID MATCHES Clang)
  set(XVM_FUZZERS ON)
endif()

function(xvm_fuzzed)
  if(XVM_FUZZERS)
    foreach(room ${ARGN})
      target_compile_options(${room} PRIVATE -fsanitize=fuzzer-no-link)
    endforeach()
  endif()
endfunction()

function(xvm_fuzzer name)
  cmake_parse_arguments(ARG "" "SECONDS;SEEDS" "SOURCES;LINKS" ${ARGN})
  if(NOT XVM_FUZZERS)
    return()
  endif()
  add_executable(${name}-fuzz ${ARG_SOURCES})
  target_compile_options(${name}-fuzz PRIVATE -fsanitize=fuzzer)
  target_link_options(${name}-fuzz PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${name}-fuzz PRIVATE xvm_build ${ARG_LINKS})
  # What is found new stays in the build folder: the next run goes on from there.
  set(found ${CMAKE_BINARY_DIR}/fuzz/${name})
  file(MAKE_DIRECTORY ${found})
  add_test(NAME fuzz.${name}
    COMMAND ${name}-fuzz -max_total_time=${ARG_SECONDS} -seed=1 -timeout=20 -rss_limit_mb=1024
            -print_final_stats=1 -artifact_prefix=${found}- ${found} ${ARG_SEEDS})
  set_tests_properties(fuzz.${name} PROPERTIES TIMEOUT 300)
endfunction()
