# What must hold in every state and between two states (architecture, section 7).
set(invariants ${PROJECT_SOURCE_DIR}/model/invariants)

xvm_room(model_invariants
  SOURCES
    ${invariants}/state_invariants.cpp
    ${invariants}/step_invariants.cpp
  LINKS xvm_model)

xvm_test(model_invariants_test
  SOURCES
    ${invariants}/state_invariants_test.cpp
    ${invariants}/step_invariants_test.cpp
  LINKS xvm_model_invariants)
