from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "yingke.foundation.kernel"
    label = "kernel"
