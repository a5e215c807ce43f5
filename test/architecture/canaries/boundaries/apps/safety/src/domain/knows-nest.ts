import { Injectable } from '@nestjs/common';

export const held = Injectable;
