#include "scan/threads.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace handoff {

std::size_t threads_asked(int threads) { return threads > 0 ? static_cast<std::size_t>(threads) : std::max(1u, std::thread::hardware_concurrency()); }

Each on_threads(int threads) {
  return [most = static_cast<std::size_t>(std::max(1, threads))](std::size_t count, const std::function<void(std::size_t)>& one) {
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::exception_ptr error;
    const auto work = [&] {
      try {
        for (std::size_t i = next++; i < count; i = next++) one(i);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!error) error = std::current_exception();
        next = count;
      }
    };
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < std::min(most, count); ++i) {
      try {
        others.emplace_back(work);
      } catch (const std::exception&) {  // no thread, or no memory to start one with
        break;
      }
    }
    work();
    for (std::thread& thread : others) thread.join();
    if (error) std::rethrow_exception(error);
  };
}

}  // namespace handoff
