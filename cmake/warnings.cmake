# Every target links xvm_build: one place for warnings, sanitizers and the include root.
add_library(xvm_build INTERFACE)
target_include_directories(xvm_build INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(xvm_build INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual)
if(XVM_SANITIZE)
  target_compile_options(xvm_build INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(xvm_build INTERFACE -fsanitize=address,undefined)
  # This build is not optimised: what enumerates or walks at random does a part of it there.
  target_compile_definitions(xvm_build INTERFACE XVM_SANITIZED)
endif()

# Boost.MSM wants Boost 1.81 (1.74 does not compile as C++20). Its headers are not ours: silent.
find_package(Boost 1.81 REQUIRED)
add_library(xvm_msm INTERFACE)
target_include_directories(xvm_msm SYSTEM INTERFACE ${Boost_INCLUDE_DIRS})
