"""Understanding and answering, without sound, phones, pages or clocks."""
