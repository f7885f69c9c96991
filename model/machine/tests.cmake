# Whole machines: against adversaries, as snapshots, without allocations, and how fast.
set(machine ${PROJECT_SOURCE_DIR}/model/machine)

xvm_room(model_adversary
  SOURCES
    ${machine}/adversary.cpp
    ${machine}/conduct.cpp
    ${machine}/lives.cpp
  LINKS xvm_model_samples)

# The texts of events and actions come from the trace; its sources are named one by one because this
# test must not depend on the trace's writers and readers.
xvm_test(model_machine_test
  SOURCES
    ${machine}/adversary_test.cpp
    ${machine}/conduct_test.cpp
    ${machine}/exhaustive_test.cpp
    ${machine}/narration.cpp
    ${machine}/overtaken_stop_test.cpp
    ${machine}/unpaid_claim_test.cpp
    ${machine}/reboot_gap_test.cpp
    ${machine}/snapshot_test.cpp
    ${machine}/refused_target_test.cpp
    ${PROJECT_SOURCE_DIR}/model/json/codec.cpp
    ${PROJECT_SOURCE_DIR}/model/trace/codec_action.cpp
    ${PROJECT_SOURCE_DIR}/model/trace/codec_event.cpp
  LINKS xvm_model_adversary xvm_model_catalogue fmt::fmt nlohmann_json::nlohmann_json)

# Alone in its program: it replaces the global operator new.
xvm_test(model_allocation_test
  SOURCES ${machine}/step_allocation_test.cpp
  LINKS xvm_model_adversary)

if(XVM_BENCHMARKS)
  find_package(benchmark REQUIRED)
  xvm_program(model_step_bench
    SOURCES ${machine}/step_bench.cpp
    LINKS xvm_model_adversary benchmark::benchmark)
endif()
