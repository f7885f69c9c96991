# The manual is held against the code.
xvm_test(documents_test SOURCES ${CMAKE_CURRENT_LIST_DIR}/documents_test.cpp
  LINKS xvm_agent_config)
target_compile_definitions(documents_test PRIVATE XVM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
